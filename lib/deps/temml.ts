/** Door to temml: TeX as MathML, which browsers draw without fonts or scripts of its own. */
import temml from "npm:temml@0.13.5";

/** The MathML of a formula in TeX. */
export const renderToString: (
  tex: string,
  options: { readonly displayMode: boolean; readonly throwOnError: boolean },
) => string = temml.renderToString;
