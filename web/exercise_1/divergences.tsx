import { state } from "../state.ts";
import { words } from "../words.ts";
import { DivergenceCard } from "./divergence_card.tsx";
import { NumberField } from "./number_field.tsx";
import { DIRECTIONS } from "./pair.ts";
import {
  LAST_DRAW,
  type RunningDivergences,
  useRunningDivergences,
} from "./running_divergences.ts";

/** Draws that the button adds: whole blocks of 16. */
const MORE = 1600;

/** Both divergences beside each other, and what the random draws do. */
export function Divergences() {
  const running = useRunningDivergences();
  return (
    <section aria-labelledby="kl-both">
      <h2 id="kl-both">{words.kl.bothTitle}</h2>
      <p>{words.kl.bothText}</p>
      <div class="kl-pair">
        {DIRECTIONS.map((direction) => (
          <DivergenceCard key={direction} direction={direction} running={running} />
        ))}
      </div>
      <Controls running={running} />
      <p class="quiet">{words.kl.drawsText(LAST_DRAW)}</p>
    </section>
  );
}

/** Pause, more draws, the seed: apart from the cards, which need not be drawn again with the number of draws. */
function Controls({ running }: { readonly running: RunningDivergences }) {
  const { estimates, isRunning, isDone, advance, restart } = running;
  const { value, read } = state.kl.seed;
  const { count } = estimates.value;
  return (
    <div class="buttons kl-draws">
      <button
        type="button"
        id="kl-pause"
        disabled={isDone.value}
        onClick={() => isRunning.value = !isRunning.value}
      >
        {isRunning.value ? words.kl.pause : words.kl.run}
      </button>
      <button type="button" id="kl-more" disabled={isDone.value} onClick={() => advance(MORE)}>
        {words.kl.more(MORE)}
      </button>
      <button type="button" id="kl-restart" onClick={restart}>{words.kl.restart}</button>
      <NumberField
        id="kl-seed"
        label={words.kl.seed}
        step={1}
        value={value.value}
        read={read}
        set={(seed) => value.value = seed}
      />
      <data id="kl-draws" class="kl-number" value={String(count)}>
        {words.kl.drawsSoFar(count)}
      </data>
    </div>
  );
}
