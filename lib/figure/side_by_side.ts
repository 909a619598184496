import type { Panel } from "../deps/vega.ts";

/** How the two halves of a wide figure are laid out. */
export interface PanelLayout {
  /** One under the other, as on a printed page; side by side, if nothing is said. */
  readonly stacked?: boolean;
}

/** The halves of a figure beside or under each other. @param spacing pixels between them, at scale 1 */
export function sideBySide(
  panels: Panel[],
  { stacked, spacing }: PanelLayout & { readonly spacing: number },
): { hconcat: Panel[]; spacing: number } | { vconcat: Panel[]; spacing: number } {
  return stacked ? { vconcat: panels, spacing } : { hconcat: panels, spacing };
}
