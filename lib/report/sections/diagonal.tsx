import type { JSX } from "../../deps/preact.ts";
import { labSection } from "../lab_text.ts";
import { countText, decimals, significant } from "../number_cell.ts";
import { Command } from "../parts/command.tsx";
import { Line, Prose } from "../parts/prose.tsx";
import { Section } from "../parts/section.tsx";
import { Table } from "../parts/table.tsx";
import { THREE_WAYS, threeWays } from "./univariate.tsx";
import type { SectionInput } from "./section_input.ts";

/** Digits after the point, as in the proof of two univariate Gaussians. */
const DIGITS = 9;

const FACTORISED =
  "Step 1: the densities factorise. Both sides at a point that is drawn from *q*; the " +
  "joint density is computed from the full covariance by a Cholesky factor, which knows nothing of the " +
  "factorisation";

/** Exercise 1.2: the proof, and each of its steps in numbers. */
export function Diagonal({ report, numbers }: SectionInput): JSX.Element {
  const { draws, logQ, logP, misprinted, units, kl } = report.kl.diagonal;
  const number = (value: number) => decimals(value, DIGITS);
  const sum = units.reduce((total, { closed }) => total + closed, 0);
  const { id, title, text } = labSection("diagonal");
  return (
    <Section id={id} title={title}>
      <Prose text={text} />
      <p>
        <Line
          text={`In numbers, for $d = ${units.length}$ dimensions, of which the first is the $q$ above.`}
        />
      </p>
      <Table
        number={numbers.table()}
        caption={FACTORISED}
        head={["", "joint density", "sum over the units"]}
        rows={[["log q", logQ], ["log p", logP]].map(([name, both]) => {
          const { joint, sum } = both as typeof logQ;
          return [`${name}(x)`, number(joint), number(sum)];
        })}
      />
      <Table
        number={numbers.table()}
        caption="Step 2: the divergence of each unit from the standard normal, in nats"
        head={[
          "unit",
          String.raw`mean $\mu_i$`,
          String.raw`std. dev. $\sigma_i$`,
          "closed form",
          "quadrature",
        ]}
        rows={[
          ...units.map(({ q, closed, quadrature }, i) => [
            `${i + 1}`,
            significant(q.mean),
            significant(q.std),
            number(closed),
            number(quadrature),
          ]),
          ["sum", "", "", number(sum), number(kl.quadrature)],
        ]}
      />
      <Table
        number={numbers.table()}
        caption={`Step 3: the divergence of all units, in nats; ${countText(draws)} random draws`}
        head={["", ...THREE_WAYS]}
        rows={[["KL(q ‖ p)", ...threeWays(kl)]]}
      />
      <p>
        <Line
          text={String
            .raw`Two misprints in the original exercise: $\mathcal N(z_i \mid \mu_i^2, \sigma_i^2)$ for ` +
            String.raw`$\mathcal N(z_i \mid \mu_i, \sigma_i^2)$, with which $\log q(x)$ would be ` +
            `${number(misprinted)}; and “the expression for p” where $q$ is meant.`}
        />
      </p>
      <Command line={report.commands.kl} />
    </Section>
  );
}
