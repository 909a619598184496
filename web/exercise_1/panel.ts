/** Margins of both panels of the picture at their sides, in pixels: the labels of the vertical axis stand on the left. */
export const SIDES = { left: 46, right: 14 } as const;
