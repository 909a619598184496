import { useEffect, useRef } from "../../lib/deps/preact.ts";
import { type Signal, useSignal } from "../../lib/deps/preact_signals.ts";
import { words } from "../words.ts";
import type { PathAnswer } from "./protocol.ts";

const text = words.explore.path;

/** Milliseconds that each picture is seen. */
const FRAME = 120;

/** What is played. */
export interface PathPlayerProps {
  readonly path: PathAnswer;
  /** The picture that is seen. */
  readonly step: Signal<number>;
  /** How many there are. */
  readonly count: number;
}

/**
 * A button that plays a path to its end, and a slider for its pictures. A path that was chosen is played once, but
 * not to those who asked for less motion.
 */
export function PathPlayer({ path, step, count }: PathPlayerProps) {
  const playing = useSignal(false);
  const earlier = useRef<PathAnswer | undefined>(undefined);
  useEffect(() => {
    const chosen = earlier.current !== undefined;
    earlier.current = path;
    step.value = 0;
    playing.value = chosen && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }, [path]);
  useEffect(() => {
    if (!playing.value) return;
    const timer = setInterval(() => {
      if (step.peek() < count - 1) step.value++;
      if (step.peek() === count - 1) playing.value = false;
    }, FRAME);
    return () => clearInterval(timer);
  }, [playing.value]);
  const toggle = () => {
    if (!playing.value && step.value === count - 1) step.value = 0;
    playing.value = !playing.value;
  };
  return (
    <div class="buttons">
      <button type="button" id="path-play" data-playing={playing.value} onClick={toggle}>
        {playing.value ? text.pause : text.play}
      </button>
      <input
        type="range"
        id="path-step"
        aria-label={text.step}
        min={0}
        max={count - 1}
        step={1}
        value={step.value}
        onInput={(event) => {
          playing.value = false;
          step.value = event.currentTarget.valueAsNumber;
        }}
      />
      <output for="path-step" aria-live="off">{text.stepOf(step.value + 1, count)}</output>
    </div>
  );
}
