/** Door to the standard library's CSV, as npm republishes it. */
// @ts-types="./std_csv.d.ts"
export { parse, stringify } from "npm:deno-std@1.4.0/csv/mod.js";
