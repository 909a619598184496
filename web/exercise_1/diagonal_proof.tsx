import { expectation } from "../../lib/math/expectation.ts";
import { logDensity } from "../../lib/math/gaussian.ts";
import { multivariateLogDensity } from "../../lib/math/multivariate_log_density.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { state } from "../state.ts";
import { words } from "../words.ts";
import { Exact } from "./exact.tsx";
import { ProofStep } from "./proof_step.tsx";
import { functionOf } from "./step_values.ts";
import { standard, unitParts, units, unitsTotal } from "./units.ts";

/** The proof for a diagonal Gaussian against the standard normal: steps 4 to 6 of the page. */
export function DiagonalProof() {
  return (
    <section aria-labelledby="kl-proof-2">
      <h2 id="kl-proof-2">{words.kl.proof2}</h2>
      <p>{words.kl.proof2Text}</p>
      <ol class="kl-steps" start={4}>
        <ProofStep step={4}>
          <Factorised />
        </ProofStep>
        <ProofStep step={5}>
          <UnitByUnit />
        </ProofStep>
        <ProofStep step={6}>
          <Total />
        </ProofStep>
      </ol>
    </section>
  );
}

/** Both log densities at a point: from the full covariance, and as a sum over units. */
function Factorised() {
  const all = units.value;
  const point = new TorchRandom(state.kl.seed.value.value).normal(all.length);
  const joint = (stds: readonly number[], means: readonly number[]) => {
    const covariance = stds.map((std, i) => stds.map((_, j) => (i === j ? std ** 2 : 0)));
    return multivariateLogDensity(means, covariance)(point);
  };
  const sum = (of: (i: number) => number) => all.reduce((total, _, i) => total + of(i), 0);
  const squaredMeans = sum((i) => logDensity({ ...all[i], mean: all[i].mean ** 2 }, point[i]));
  const rows = {
    q: [
      joint(all.map(({ std }) => std), all.map(({ mean }) => mean)),
      sum((i) => logDensity(all[i], point[i])),
    ],
    p: [
      joint(all.map(() => standard.std), all.map(() => standard.mean)),
      sum((i) => logDensity(standard, point[i])),
    ],
  };
  return (
    <>
      <table>
        <caption>{words.kl.factorisedCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.kl.quantity}</th>
            <th scope="col">{words.kl.joint}</th>
            <th scope="col">{words.kl.factorised}</th>
          </tr>
        </thead>
        <tbody>
          {(["q", "p"] as const).map((name) => (
            <tr key={name}>
              <th scope="row">{words.kl.logOf(name)}</th>
              <td>
                <Exact id={`kl-step-4-${name}-joint`} value={rows[name][0]} />
              </td>
              <td>
                <Exact id={`kl-step-4-${name}-sum`} value={rows[name][1]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="kl-misprint">
        {words.kl.misprint2} <Exact id="kl-misprint-2" value={squaredMeans} />. {words.kl.misprint3}
      </p>
    </>
  );
}

/** The divergence of each unit, in two ways. */
function UnitByUnit() {
  const quadratures = units.value.map((q) => expectation(q, functionOf({ q, p: standard }, "kl")));
  const sum = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const parts = unitParts.value;
  return (
    <table>
      <caption>{words.kl.unitsCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.kl.quantity}</th>
          <th scope="col">{words.kl.closed}</th>
          <th scope="col">{words.kl.quadrature}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ kl }, i) => (
          <tr key={i}>
            <th scope="row">{words.kl.unit(i + 1)}</th>
            <td>
              <Exact id={`kl-step-5-${i + 1}-closed`} value={kl} />
            </td>
            <td>
              <Exact id={`kl-step-5-${i + 1}-quadrature`} value={quadratures[i]} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.kl.sumRow}</th>
          <td>
            <Exact value={sum(parts.map(({ kl }) => kl))} />
          </td>
          <td>
            <Exact value={sum(quadratures)} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** The closed form of the whole sum beside the sum of the parts. */
function Total() {
  const sum = unitParts.value.reduce((sum, { kl }) => sum + kl, 0);
  return (
    <table>
      <caption>{words.kl.totalCaption}</caption>
      <tbody>
        <tr>
          <th scope="row">{words.kl.total}</th>
          <td>
            <Exact id="kl-step-6-total" value={unitsTotal.value} />
          </td>
        </tr>
        <tr>
          <th scope="row">{words.kl.sum}</th>
          <td>
            <Exact id="kl-step-6-sum" value={sum} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}
