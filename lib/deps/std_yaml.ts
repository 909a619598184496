/** Door to the standard library's YAML, as npm republishes it. */
// @ts-types="./std_yaml.d.ts"
export { parse } from "npm:deno-std@1.4.0/yaml/mod.js";
