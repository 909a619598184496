/** Door to vega-interpreter: vega without `eval`, which a page with a content security policy forbids. */
export { expressionInterpreter } from "npm:vega-interpreter@2.3.2";
