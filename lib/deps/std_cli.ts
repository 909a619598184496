/** Door to the standard library's command-line parser, as npm republishes it. */
// @ts-types="./std_cli.d.ts"
export { parseArgs } from "npm:deno-std@1.4.0/cli/parse_args.js";
