import { words } from "../words.ts";
import { Exact } from "./exact.tsx";
import { DIRECTIONS, inDirection, pair } from "./pair.ts";
import { ProofStep } from "./proof_step.tsx";
import { misprintedStep, QUANTITIES, type Quantity, stepValues } from "./step_values.ts";

/** The proof for two univariate Gaussians, in three steps. */
export function UnivariateProof() {
  return (
    <section aria-labelledby="kl-proof-1">
      <h2 id="kl-proof-1">{words.kl.proof1}</h2>
      <p>{words.kl.proof1Text}</p>
      <ol class="kl-steps">
        {QUANTITIES.map((quantity, i) => (
          <ProofStep key={quantity} step={i + 1}>
            <StepNumbers quantity={quantity} step={i + 1} />
          </ProofStep>
        ))}
      </ol>
    </section>
  );
}

/** What a step finds for the pair, and for the pair exchanged. */
function StepNumbers({ quantity, step }: { readonly quantity: Quantity; readonly step: number }) {
  const { q, p } = pair.value;
  return (
    <>
      <table>
        <caption>{words.kl.numbersOf(step)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.kl.quantity}</th>
            <th scope="col">{words.kl.closed}</th>
            <th scope="col">{words.kl.quadrature}</th>
          </tr>
        </thead>
        <tbody>
          {DIRECTIONS.map((direction) => {
            const { closed, quadrature } = stepValues(inDirection(pair.value, direction), quantity);
            const id = `kl-step-${step}-${direction}`;
            return (
              <tr key={direction}>
                <th scope="row">{words.kl.integrands[direction][quantity].value}</th>
                <td>
                  <Exact id={`${id}-closed`} value={closed} />
                </td>
                <td>
                  <Exact id={`${id}-quadrature`} value={quadrature} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {quantity === "kl" && (
        <p>
          {words.kl.steps1And2} <Exact value={stepValues(pair.value, "logQ").closed} /> −{" "}
          (<Exact value={stepValues(pair.value, "logP").closed} />) ={" "}
          <Exact value={stepValues(pair.value, "kl").closed} />
        </p>
      )}
      {quantity === "logP" && (
        <p class="kl-misprint">
          {words.kl.misprint1} {q.std === p.std ? words.kl.misprint1Same : (
            <>
              {words.kl.misprint1Yours} <Exact id="kl-misprint" value={misprintedStep({ q, p })} />.
            </>
          )}
        </p>
      )}
    </>
  );
}
