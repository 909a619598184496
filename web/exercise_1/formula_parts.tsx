/** The pieces of which the formulas of the proofs are made, as MathML. */
import type { ComponentChildren } from "../../lib/deps/preact.ts";

type Children = { readonly children: ComponentChildren };

/** Something with an index at its foot: sigma_1. */
export function Sub({ of, i }: { readonly of: string; readonly i: string }) {
  return (
    <msub>
      <mi>{of}</mi>
      {/^\d$/.test(i) ? <mn>{i}</mn> : <mi>{i}</mi>}
    </msub>
  );
}

/** Something with an index, squared: sigma_1^2. */
export function SubSquared({ of, i }: { readonly of: string; readonly i: string }) {
  return (
    <msubsup>
      <mi>{of}</mi>
      {/^\d$/.test(i) ? <mn>{i}</mn> : <mi>{i}</mi>}
      <mn>2</mn>
    </msubsup>
  );
}

/** In parentheses. */
export function Parens({ children }: Children) {
  return (
    <mrow>
      <mo>(</mo>
      {children}
      <mo>)</mo>
    </mrow>
  );
}

/** A narrow space, as between log and its argument; MathML has none there by itself. */
function Thin() {
  return <mspace width="0.17em" />;
}

/** A half, before what it multiplies. */
export function Half() {
  return (
    <>
      <mfrac>
        <mn>1</mn>
        <mn>2</mn>
      </mfrac>
      <Thin />
    </>
  );
}

/** The logarithm of what follows without parentheses. */
export function Log() {
  return (
    <>
      <mi>log</mi>
      <Thin />
    </>
  );
}

/** The bars of a divergence. */
export function Against() {
  return <mo lspace="0.22em" rspace="0.22em">‖</mo>;
}

/** log(2 pi sigma_i^2). */
export function LogTwoPi({ i }: { readonly i: string }) {
  return (
    <>
      <mi>log</mi>
      <Parens>
        <mn>2</mn>
        <mi>π</mi>
        <SubSquared of="σ" i={i} />
      </Parens>
    </>
  );
}

/** E_q[log name]. */
export function Expected({ children }: Children) {
  return (
    <mrow>
      <msub>
        <mi mathvariant="normal">E</mi>
        <mi>q</mi>
      </msub>
      <mrow>
        <mo>[</mo>
        {children}
        <mo>]</mo>
      </mrow>
    </mrow>
  );
}

/** The expectation of a log density. */
export function ExpectedLog({ of }: { readonly of: "q" | "p" }) {
  return (
    <Expected>
      <Log />
      <mi>{of}</mi>
    </Expected>
  );
}

/** KL(q || p). */
export function Divergence() {
  return (
    <>
      <mi>KL</mi>
      <Parens>
        <mi>q</mi>
        <Against />
        <mi>p</mi>
      </Parens>
    </>
  );
}

/** (mu_1 - mu_2)^2 */
export function MeansSquared() {
  return (
    <msup>
      <Parens>
        <Sub of="μ" i="1" />
        <mo>−</mo>
        <Sub of="μ" i="2" />
      </Parens>
      <mn>2</mn>
    </msup>
  );
}

/** (sigma_2^2 + (mu_1 - mu_2)^2) / (2 sigma_1^2) */
export function SpreadRatio() {
  return (
    <mfrac>
      <mrow>
        <SubSquared of="σ" i="2" />
        <mo>+</mo>
        <MeansSquared />
      </mrow>
      <mrow>
        <mn>2</mn>
        <SubSquared of="σ" i="1" />
      </mrow>
    </mfrac>
  );
}

/** (x - mu_i)^2 / (2 sigma_i^2) in an expectation. */
export function ExpectedSquare({ i }: { readonly i: string }) {
  return (
    <mfrac>
      <Expected>
        <msup>
          <Parens>
            <mi>x</mi>
            <mo>−</mo>
            <Sub of="μ" i={i} />
          </Parens>
          <mn>2</mn>
        </msup>
      </Expected>
      <mrow>
        <mn>2</mn>
        <SubSquared of="σ" i={i} />
      </mrow>
    </mfrac>
  );
}

/** The sum over units. */
export function SumOverUnits() {
  return (
    <munder>
      <mo>∑</mo>
      <mi>i</mi>
    </munder>
  );
}

/** N(z_i | mean, variance). */
export function Unit(
  { of, mean, variance }: Record<"of" | "mean" | "variance", ComponentChildren>,
) {
  return (
    <>
      <mi mathvariant="normal">N</mi>
      <Parens>
        {of}
        {of && <mo>|</mo>}
        {mean}
        <mo>,</mo>
        {variance}
      </Parens>
    </>
  );
}

/** N(z_i | mu_i, sigma_i^2), or without z_i the distribution itself. */
export function Posterior({ isDensity = false }) {
  return (
    <Unit
      of={isDensity && <Sub of="z" i="i" />}
      mean={<Sub of="μ" i="i" />}
      variance={<SubSquared of="σ" i="i" />}
    />
  );
}

/** N(z_i | 0, 1), or without z_i the distribution itself. */
export function Prior({ isDensity = false }) {
  return <Unit of={isDensity && <Sub of="z" i="i" />} mean={<mn>0</mn>} variance={<mn>1</mn>} />;
}
