/** What Explore looks at: the worker, the site, the model, and the code. */
import { computed, type Signal, signal } from "../../lib/deps/preact_signals.ts";
import type { Site } from "../site.ts";
import { state } from "../state.ts";
import type { Answered } from "./answered.ts";
import type { LabClient } from "./lab_client.ts";
import type { ModelFacts, UnitsAnswer } from "./protocol.ts";

/** The worker; none before the part is first shown, and after it ended. */
export const client: Signal<LabClient | undefined> = signal();
/** What the server offers. */
export const site: Signal<Site | undefined> = signal();
/** Whether its images are MNIST's digits; a page of others has no classifier that knows these. */
export const areDigits = computed<boolean>(() => site.value?.classifier !== undefined);
/** The model that is held. */
export const model: Signal<ModelFacts | undefined> = signal();
/** The file that it came from, where it was dropped or chosen from the disk. */
export const file: Signal<File | undefined> = signal();
/** Whether a model is being read. */
export const opening: Signal<boolean> = signal(false);
/** Whether the worker is gone, or the server; then all can be started again. The notice says why. */
export const stopped: Signal<boolean> = signal(false);

/** The code of the first training image, which is looked at where none is chosen. */
export const first: Signal<Answered<Float32Array>> = signal({ pending: true });

/** How the model uses its units. */
export const units: Signal<Answered<UnitsAnswer>> = signal({ pending: true });

/** The code: that of the address, else that of the first training image; none until that is known. */
export const code = computed<readonly number[] | undefined>(() => {
  const d = model.value?.latentSize;
  if (d === undefined) return undefined;
  const given = state.explore.code.value.value;
  if (given.length === d) return given;
  const { value, error } = first.value;
  if (value) return rounded(value);
  return error === undefined ? undefined : Array<number>(d).fill(0);
});

/** Takes another code, as the address can hold it: so a link shows the same picture. */
export function setCode(values: ArrayLike<number>): void {
  state.explore.code.value.value = rounded(values);
}

function rounded(values: ArrayLike<number>): number[] {
  return Array.from(values, (value) => Number(value.toFixed(3)) + 0); // no -0;
}
