/** Labels that have colours of their own, which the style sheet chooses for the ten digits. */
const CHOSEN = 10;

/** Degrees between the hues of two labels that follow each other: the golden angle, which repeats none. */
const TURN = 137.508;

/** Lightness of the colours of more labels, for light and for dark, in turn. */
const LIGHTNESS = [[0.45, 0.85], [0.6, 0.7], [0.35, 0.78]] as const;

/**
 * The colour of a label on the maps, as CSS.
 *
 * @param count how many labels there are
 */
export function labelColor(label: number, count: number): string {
  if (count <= CHOSEN) return `var(--digit-${label})`;
  const hue = (label * TURN % 360).toFixed(1);
  const [light, dark] = LIGHTNESS[label % LIGHTNESS.length];
  return `light-dark(oklch(${light} 0.17 ${hue}), oklch(${dark} 0.15 ${hue}))`;
}
