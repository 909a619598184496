import type { JSX } from "../../deps/preact.ts";
import { labSection } from "../lab_text.ts";
import { countText } from "../number_cell.ts";
import { Prose } from "../parts/prose.tsx";
import { Section } from "../parts/section.tsx";
import { Table } from "../parts/table.tsx";
import type { SectionInput } from "./section_input.ts";

/** Exercise 2: the model, layer by layer. */
export function Model({ report, numbers }: SectionInput): JSX.Element {
  const { shapes } = report.runs.anneal;
  const layers = Object.keys(shapes)
    .filter((name) => name.endsWith(".weight"))
    .map((weight) => {
      const [outputs, inputs] = shapes[weight];
      const name = weight.slice(0, -".weight".length);
      return { name, outputs, inputs, parameters: outputs * inputs + outputs };
    });
  const total = layers.reduce((sum, { parameters }) => sum + parameters, 0);
  const { id, title, text } = labSection("model");
  return (
    <Section id={id} title={title}>
      <Prose text={text} />
      <Table
        number={numbers.table()}
        caption="The model's linear layers, by their names in the model's files, which are PyTorch's"
        head={["layer", "inputs", "outputs", "parameters"]}
        rows={[
          ...layers.map(({ name, inputs, outputs, parameters }) => [
            <code key={name}>{name}</code>,
            countText(inputs),
            countText(outputs),
            countText(parameters),
          ]),
          ["all", "", "", countText(total)],
        ]}
      />
    </Section>
  );
}
