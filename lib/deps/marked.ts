/** Door to marked: Markdown as HTML. */
export { Marked, type TokenizerAndRendererExtension, type Tokens } from "npm:marked@18.2.1";
