/** Door to preact-render-to-string: a view as HTML, without a browser. */
export { renderToString } from "npm:preact-render-to-string@6.8.2";
