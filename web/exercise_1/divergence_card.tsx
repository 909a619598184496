import { klUnivariate } from "../../lib/math/kl_univariate.ts";
import { state } from "../state.ts";
import { words } from "../words.ts";
import { ConvergencePicture } from "./convergence_picture.tsx";
import { estimateText } from "./estimate_text.ts";
import { Exact } from "./exact.tsx";
import { type Direction, inDirection, pair } from "./pair.ts";
import type { RunningDivergences } from "./running_divergences.ts";
import { stepValues } from "./step_values.ts";

/** One of the two divergences in three ways, and the button that shows its integrand. */
export function DivergenceCard(
  { direction, running }: {
    readonly direction: Direction;
    readonly running: RunningDivergences;
  },
) {
  const directed = inDirection(pair.value, direction);
  const closed = klUnivariate(directed.q, directed.p);
  const name = words.kl.divergence[direction];
  const isShown = state.kl.direction.value.value === direction;
  const id = `kl-${direction}`;
  return (
    <section class="card kl-divergence" aria-labelledby={`${id}-name`}>
      <h3 id={`${id}-name`}>{name}</h3>
      <p class="kl-large">
        <Exact id={`${id}-large`} value={closed} digits={4} /> {words.kl.nats}
      </p>
      <dl>
        <dt>{words.kl.closed}</dt>
        <dd>
          <Exact id={`${id}-closed`} value={closed} />
        </dd>
        <dt>{words.kl.quadrature}</dt>
        <dd>
          <Exact id={`${id}-quadrature`} value={stepValues(directed, "kl").quadrature} />
        </dd>
        <RunningEstimate {...{ id, direction, running }} />
      </dl>
      <RunningPicture {...{ direction, running, closed }} />
      <button
        type="button"
        id={`${id}-show`}
        aria-pressed={isShown}
        onClick={() => state.kl.direction.value.value = direction}
      >
        {words.kl.showIntegrand(name)}
      </button>
    </section>
  );
}

/** The estimate as it is now: apart, since it changes with each frame. */
function RunningEstimate(
  { id, direction, running }: {
    readonly id: string;
    readonly direction: Direction;
    readonly running: RunningDivergences;
  },
) {
  const last = running.estimates.value.traces[direction].at(-1);
  return (
    <>
      <dt>{words.kl.monteCarlo}</dt>
      <dd>
        {last
          ? (
            <data
              id={`${id}-estimate`}
              class="kl-number"
              value={String(last.estimate)}
              data-error={last.standardError}
              data-count={last.count}
            >
              {estimateText(last)}
            </data>
          )
          : words.kl.noDraws}
      </dd>
    </>
  );
}

function RunningPicture(
  { direction, running, closed }: {
    readonly direction: Direction;
    readonly running: RunningDivergences;
    readonly closed: number;
  },
) {
  return (
    <ConvergencePicture
      trace={running.estimates.value.traces[direction]}
      closed={closed}
      label={words.kl.convergence(words.kl.divergence[direction])}
    />
  );
}
