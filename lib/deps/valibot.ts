/** Door to valibot: checks what was read from a file against a schema. */
export * as v from "npm:valibot@1.5.0";
