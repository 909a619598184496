/**
 * The typeface of every figure: DejaVu Sans, which has Greek letters and mathematical signs. The
 * name is ours, so that a DejaVu Sans of the machine, of another version, is never drawn instead.
 */
export const typeface = "DejaVu Lab";
