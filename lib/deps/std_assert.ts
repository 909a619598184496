/** Door to the standard library's assertions, as npm republishes them. */
// @ts-types="./std_assert.d.ts"
export * from "npm:deno-std@1.4.0/assert/mod.js";
