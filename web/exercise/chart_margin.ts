/** How many pixels of a panel's width its chart leaves to the y axis and the padding. */
export const CHART_MARGIN = 90;
