import { labelColor } from "./label_color.ts";

/** The colours of the map, as CSS computes them for light or dark. */
export interface MapColors {
  readonly page: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly strong: string;
  /** Of each label; of all points where there are none. [K], at least 1 */
  readonly labels: readonly string[];
}

/**
 * The colours that hold where an element stands.
 *
 * @param labels how many labels the points have, K
 */
export function mapColors(element: HTMLElement, labels: number): MapColors {
  const probe = document.createElement("span");
  element.append(probe);
  const computed = (color: string) => {
    probe.style.color = color;
    return getComputedStyle(probe).color;
  };
  const color = (name: string) => computed(`var(--${name})`);
  const colors = {
    page: color("page"),
    ink: color("ink"),
    quiet: color("quiet"),
    line: color("line"),
    strong: color("strong"),
    labels: Array.from(
      { length: Math.max(1, labels) },
      (_, label) => computed(labelColor(label, labels)),
    ),
  };
  probe.remove();
  return colors;
}
