import type { NamedMistake } from "./step.ts";
import type { Mistake, Way } from "./values_part.ts";

/** Turns a formula into one with a mistake in it. */
export type Change<F> = (formula: F) => F;

/** A mistake in a formula, as the change that it makes. */
export interface FormulaMistake<F> extends NamedMistake {
  /** One change, or several that are ways to make the same mistake. */
  readonly change: Change<F> | readonly Change<F>[];
  /** What follows from the mistake if it is the only one: said after its message, and left out of a pair's. */
  readonly alone?: string;
}

/** Mistakes in a formula, each alone and two at a time. */
export interface FormulaMistakes<C> {
  readonly mistakes: readonly Mistake<C>[];
  readonly pairs: readonly Mistake<C>[];
}

/**
 * What a formula gives with each of the mistakes in it, and with every two of them that change different functions in
 * it: of two changes of one function nobody can tell what each of them did.
 *
 * @param formula the right one
 * @param values what a formula gives for a case
 */
export function formulaMistakes<F extends object, C>(
  formula: F,
  values: (formula: F, at: C) => number | readonly number[],
  all: readonly FormulaMistake<F>[],
): FormulaMistakes<C> {
  const gives = (wrong: readonly F[]) =>
    wrong.map((one): Way<C> => (at) => [values(one, at)].flat());
  const mistakes = all.map(({ change, alone, ...told }) => ({
    ...told,
    message: alone ? `${told.message} ${alone}` : told.message,
    gives: gives([change].flat().map((change) => change(formula))),
  }));
  const pairs = all.flatMap((first, i) =>
    all.slice(i + 1).filter((second) => !isOfOneFunction(formula, first, second)).map((second) => ({
      name: `${first.name} and ${second.name}`,
      message: `Two mistakes at once. ${first.message} And: ${second.message}`,
      hint: both(first.hint, second.hint),
      strongerHint: both(first.strongerHint, second.strongerHint),
      gives: gives(
        [first.change].flat().flatMap((one) =>
          [second.change].flat().map((other) => other(one(formula)))
        ),
      ),
    }))
  );
  return { mistakes, pairs };
}

/** Whether two mistakes change the same function of a formula, in any of the ways to make them. */
function isOfOneFunction<F extends object>(
  formula: F,
  first: FormulaMistake<F>,
  second: FormulaMistake<F>,
): boolean {
  const changed = ({ change }: FormulaMistake<F>) =>
    new Set(
      [change].flat().flatMap((change) =>
        Object.entries(change(formula))
          .filter(([name, part]) => typeof part === "function" && part !== formula[name as keyof F])
          .map(([name]) => name)
      ),
    );
  return !changed(first).isDisjointFrom(changed(second));
}

/** Two texts one after the other, or one of them where they are the same. */
function both(first: string, second: string): string {
  return first === second ? first : `${first} ${second}`;
}
