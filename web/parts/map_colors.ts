/** The colours of the map, as CSS computes them for light or dark. */
export interface MapColors {
  readonly page: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly strong: string;
  /** Of each digit. [10] */
  readonly digits: readonly string[];
}

/** The colours that hold where an element stands. */
export function mapColors(element: HTMLElement): MapColors {
  const probe = document.createElement("span");
  element.append(probe);
  const color = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colors = {
    page: color("page"),
    ink: color("ink"),
    quiet: color("quiet"),
    line: color("line"),
    strong: color("strong"),
    digits: Array.from({ length: 10 }, (_, digit) => color(`digit-${digit}`)),
  };
  probe.remove();
  return colors;
}
