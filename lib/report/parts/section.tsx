import type { ComponentChildren, JSX } from "../../deps/preact.ts";

/** What a section holds. */
export interface SectionProps {
  /** Its anchor without `lab-`, which all of them begin with: the page that is carried has ids of its own. */
  readonly id: string;
  readonly title: string;
  readonly children?: ComponentChildren;
}

/** A section with a heading that links to itself. */
export function Section({ id, title, children }: SectionProps): JSX.Element {
  return (
    <section id={`lab-${id}`} aria-labelledby={`lab-${id}-title`}>
      <h2 id={`lab-${id}-title`}>
        <a href={`#lab-${id}`}>{title}</a>
      </h2>
      {children}
    </section>
  );
}
