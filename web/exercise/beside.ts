/** Pixels of a chart beside its panel: the y axis and the padding. */
export const BESIDE = 90;
