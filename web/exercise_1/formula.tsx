import { words } from "../words.ts";
import type { ComponentChildren, JSX } from "../../lib/deps/preact.ts";
import {
  Against,
  Divergence,
  Expected,
  ExpectedLog,
  ExpectedSquare,
  Half,
  Log,
  LogTwoPi,
  Parens,
  Posterior,
  Prior,
  SpreadRatio,
  Sub,
  SubSquared,
  SumOverUnits,
} from "./formula_parts.tsx";

/** A line of a formula. */
function Line({ children }: { readonly children: ComponentChildren }) {
  return (
    <math display="block">
      <mrow>{children}</mrow>
    </math>
  );
}

/** The lines of each step's formula: short ones, since a phone does not break them. */
const STEPS: readonly (() => JSX.Element)[] = [
  () => (
    <>
      <Line>
        <ExpectedLog of="q" />
        <mo>=</mo>
        <mo>−</mo>
        <Half />
        <LogTwoPi i="2" />
        <mo>−</mo>
        <ExpectedSquare i="2" />
      </Line>
      <Line>
        <mo>=</mo>
        <mo>−</mo>
        <Half />
        <Parens>
          <mn>1</mn>
          <mo>+</mo>
          <LogTwoPi i="2" />
        </Parens>
      </Line>
    </>
  ),
  () => (
    <>
      <Line>
        <ExpectedLog of="p" />
        <mo>=</mo>
        <mo>−</mo>
        <Half />
        <LogTwoPi i="1" />
        <mo>−</mo>
        <ExpectedSquare i="1" />
      </Line>
      <Line>
        <mo>=</mo>
        <mo>−</mo>
        <Half />
        <LogTwoPi i="1" />
        <mo>−</mo>
        <SpreadRatio />
      </Line>
    </>
  ),
  () => (
    <>
      <Line>
        <Divergence />
        <mo>=</mo>
        <ExpectedLog of="q" />
        <mo>−</mo>
        <ExpectedLog of="p" />
      </Line>
      <Line>
        <mo>=</mo>
        <Log />
        <mfrac>
          <Sub of="σ" i="1" />
          <Sub of="σ" i="2" />
        </mfrac>
        <mo>+</mo>
        <SpreadRatio />
        <mo>−</mo>
        <Half />
      </Line>
    </>
  ),
  () => (
    <>
      <Line>
        <mi>q</mi>
        <Parens>
          <mi>z</mi>
        </Parens>
        <mo>=</mo>
        <munder>
          <mo>∏</mo>
          <mi>i</mi>
        </munder>
        <Posterior isDensity />
      </Line>
      <Line>
        <mi>p</mi>
        <Parens>
          <mi>z</mi>
        </Parens>
        <mo>=</mo>
        <munder>
          <mo>∏</mo>
          <mi>i</mi>
        </munder>
        <Prior isDensity />
      </Line>
    </>
  ),
  () => (
    <>
      <Line>
        <Divergence />
        <mo>=</mo>
        <SumOverUnits />
        <Expected>
          <Log />
          <mfrac>
            <mrow>
              <Posterior isDensity />
            </mrow>
            <mrow>
              <Prior isDensity />
            </mrow>
          </mfrac>
        </Expected>
      </Line>
      <Line>
        <mo>=</mo>
        <SumOverUnits />
        <mi>KL</mi>
        <Parens>
          <Posterior />
          <Against />
          <Prior />
        </Parens>
      </Line>
    </>
  ),
  () => (
    <>
      <Line>
        <Divergence />
        <mo>=</mo>
      </Line>
      <Line>
        <mo>−</mo>
        <Half />
        <SumOverUnits />
        <Parens>
          <mn>1</mn>
          <mo>+</mo>
          <Log />
          <SubSquared of="σ" i="i" />
          <mo>−</mo>
          <SubSquared of="σ" i="i" />
          <mo>−</mo>
          <SubSquared of="μ" i="i" />
        </Parens>
      </Line>
    </>
  ),
];

/** The formula of a step of the proofs, 1 to 6, in MathML. */
export function Formula({ step }: { readonly step: number }) {
  const Lines = STEPS[step - 1];
  return (
    <div
      class="kl-formula"
      tabIndex={0}
      role="group"
      aria-label={words.kl.formulaLabel(`${step}`)}
    >
      <Lines />
    </div>
  );
}
