import { computed, signal } from "../../lib/deps/preact_signals.ts";
import { state } from "../state.ts";

/** The step that the pointer or the keyboard is at; 0 for none. */
export const looked = signal(0);

/** The step of the proof that the pictures light up: the one that is looked at, else the selected one; 0 for none. */
export const litStep = computed(() => looked.value || state.kl.step.value.value);
