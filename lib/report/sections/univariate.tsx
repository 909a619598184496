import type { JSX } from "../../deps/preact.ts";
import type { Gaussian } from "../../math/gaussian.ts";
import { disagreement, errorsOff, type ThreeWays } from "../../math/three_ways.ts";
import { labSection } from "../lab_text.ts";
import { countText, significant } from "../number_cell.ts";
import { Command } from "../parts/command.tsx";
import { Figure } from "../parts/figure.tsx";
import { Line, Prose } from "../parts/prose.tsx";
import { Section } from "../parts/section.tsx";
import { Table } from "../parts/table.tsx";
import { estimateText, proofNumber } from "../proof_number.ts";
import type { SectionInput } from "./section_input.ts";

const STEPS = [
  ["logQ", String.raw`\mathbb E_q[\log q]`],
  ["logP", String.raw`\mathbb E_q[\log p]`],
  ["kl", String.raw`\mathrm{KL}(q \,\Vert\, p)`],
] as const;

/** Exercise 1.1: the proof, and each of its steps in numbers. */
export function Univariate({ report, numbers }: SectionInput): JSX.Element {
  const { univariate: { draws, pairs, misprinted }, figure } = report.kl;
  const all = pairs.flatMap(({ logQ, logP, kl }) => [logQ, logP, kl]);
  const off = Math.max(...pairs.map(({ kl }) => errorsOff(kl)));
  const [{ q, p }] = pairs;
  const { id, title, text } = labSection("univariate");
  return (
    <Section id={id} title={title}>
      <Prose text={text} />
      <p>
        <Line
          text={`Each step in numbers: by its closed form, by numerical quadrature, and by the mean over ` +
            `${
              countText(draws)
            } random draws from $q$ with its standard error (SE); in nats. The ` +
            `second pair is the first one swapped: the divergence is not symmetric.`}
        />
      </p>
      {STEPS.map(([step, tex], i) => (
        <Table
          key={step}
          number={numbers.table()}
          caption={`Step ${i + 1}, $${tex}$`}
          head={["*q*", "*p*", ...THREE_WAYS]}
          rows={pairs.map((pair) => [
            gaussianText(pair.q),
            gaussianText(pair.p),
            ...threeWays(pair[step]),
          ])}
          words={2}
        />
      ))}
      <p>
        <Line
          text={`Closed form and quadrature agree to $${
            powerTex(disagreement(all))
          }$ (relative); the ` +
            `divergences by random draws are at most ${off.toFixed(1)} standard errors off.`}
        />
      </p>
      <p>
        <Line
          text={String
            .raw`A misprint in the original exercise: its second step divides by $2 \sigma_2^2$ where ` +
            String.raw`$2 \sigma_1^2$ is meant. ` + (q.std === p.std
              ? "For the first pair that is the same."
              : `For the first pair it would give ${proofNumber(misprinted).replace("-", "−")}.`)}
        />
      </p>
      <Figure number={numbers.figure()} figure={figure} />
      <Command line={report.commands.kl} />
    </Section>
  );
}

/** The heads over {@linkcode threeWays}. */
export const THREE_WAYS = ["closed form", "quadrature", "random draws ± SE", "off by"];

/** A quantity's three values, and how many standard errors the draws are off. */
export function threeWays(ways: ThreeWays): string[] {
  return [
    proofNumber(ways.closed),
    proofNumber(ways.quadrature),
    estimateText(ways.monteCarlo),
  ].map((text) => text.replace(/^-/, "−")).concat(`${errorsOff(ways).toFixed(1)} SE`);
}

/** A small number in TeX, to its first digit: `2 \\times 10^{-15}`. */
function powerTex(value: number): string {
  const [digit, exponent] = value.toExponential(0).split("e");
  return `${digit} \\times 10^{${Number(exponent)}}`;
}

function gaussianText({ mean, std }: Gaussian): string {
  return `N(${significant(mean)}, ${significant(std)}²)`;
}
