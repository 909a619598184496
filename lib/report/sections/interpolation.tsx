import type { JSX } from "../../deps/preact.ts";
import { labSection } from "../lab_text.ts";
import { Command } from "../parts/command.tsx";
import { Figure } from "../parts/figure.tsx";
import { Prose } from "../parts/prose.tsx";
import { Section } from "../parts/section.tsx";
import type { SectionInput } from "./section_input.ts";

/** The line between the codes of two images. */
export function Interpolation({ report, numbers }: SectionInput): JSX.Element {
  const { id, title, text } = labSection("interpolate");
  return (
    <Section id={id} title={title}>
      <Prose text={text} />
      <Figure number={numbers.figure()} figure={report.interpolation.figure} />
      <Command line={report.commands.interpolate} />
    </Section>
  );
}
