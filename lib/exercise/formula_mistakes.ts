import type { NamedMistake } from "./step.ts";
import type { Mistake } from "./values_part.ts";

/** A mistake in a formula, as the change that it makes. */
export interface FormulaMistake<F> extends NamedMistake {
  /** The formula with the mistake in it. */
  readonly change: (formula: F) => F;
}

/** Mistakes in a formula, each alone and two at a time. */
export interface FormulaMistakes<C> {
  readonly mistakes: readonly Mistake<C>[];
  readonly pairs: readonly Mistake<C>[];
}

/**
 * What a formula gives with each of the mistakes in it, and with every two of them.
 *
 * @param formula the right one
 * @param value what a formula gives for a case
 */
export function formulaMistakes<F, C>(
  formula: F,
  value: (formula: F, at: C) => number,
  changes: readonly FormulaMistake<F>[],
): FormulaMistakes<C> {
  const gives = (wrong: F) => (at: C) => [value(wrong, at)];
  const mistakes = changes.map(({ change, ...told }) => ({
    ...told,
    gives: gives(change(formula)),
  }));
  const pairs = changes.flatMap((first, i) =>
    changes.slice(i + 1).map((second) => ({
      name: `${first.name} and ${second.name}`,
      message: `Two mistakes at once. ${first.message} And: ${second.message}`,
      hint: both(first.hint, second.hint),
      strongerHint: both(first.strongerHint, second.strongerHint),
      gives: gives(second.change(first.change(formula))),
    }))
  );
  return { mistakes, pairs };
}

/** Two texts one after the other, or one of them where they are the same. */
function both(first: string, second: string): string {
  return first === second ? first : `${first} ${second}`;
}
