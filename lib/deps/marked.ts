/** Door to marked: Markdown as HTML. */
export {
  Marked,
  Renderer,
  type TokenizerAndRendererExtension,
  type Tokens,
} from "npm:marked@18.2.1";
