/** Door to what TypeScript's JSX becomes: calls of preact. */
export * from "npm:preact@11.2.0/jsx-runtime";
