import type { TorchRandom } from "../math/torch_random.ts";
import type { Answer, Values } from "./answer.ts";
import type { Evidence, Finding, NamedMistake, Part } from "./step.ts";

/** A mistake that shows in a function's values. */
export interface Mistake<C> extends NamedMistake {
  /** What the function gives for a case if it is made; numbers alone are compared, not their shape. */
  gives?(at: C, index: number): readonly number[];
  /**
   * Whether it explains the answers, where no values can be foretold: of random draws, of what throws. Gives
   * the evidence, or `true` for the usual one.
   */
  explains?(cases: readonly C[], answers: readonly Answer[]): Evidence | boolean;
}

/** A function whose right values are known: in closed form, by quadrature, or from PyTorch. */
export interface ValuesPartOptions<C> {
  readonly name: string;
  draw(random: TorchRandom): readonly C[];
  /** A case as the message calls it. */
  describe(at: C): string;
  /** What the function must give. */
  right(at: C): readonly number[];
  /** The shape it must have; that of one number, [], if nothing is said. */
  shape?(at: C): readonly number[];
  /** How far a value may be off, as a part of the largest of its case; 1e-6 if nothing is said. */
  readonly tolerance?: number;
  /** Replaces the comparison by value, where several answers are right (random draws). */
  isRight?(cases: readonly C[], answers: readonly Values[]): boolean;
  readonly mistakes: readonly Mistake<C>[];
  /** Two of them at once, tried where none explains the answers alone. */
  readonly pairs?: readonly Mistake<C>[];
  /** Told where no mistake explains the answers. */
  readonly hint: string;
  readonly strongerHint: string;
}

/** A part that compares values: with the right ones, and then with those of every known mistake. */
export function valuesPart<C>(options: ValuesPartOptions<C>): Part {
  const { name, draw, mistakes } = options;
  return {
    name,
    draw,
    mistakes,
    check: (cases, answers) => check(options, cases as readonly C[], answers),
    explanations: (cases, answers) =>
      mistakes.filter((mistake) => explains(options, mistake, cases as readonly C[], answers))
        .map(({ name }) => name),
  };
}

function check<C>(
  options: ValuesPartOptions<C>,
  cases: readonly C[],
  answers: readonly Answer[],
): Finding | undefined {
  const { name, shape, right, isRight, mistakes, hint, strongerHint } = options;
  if (answers.length !== cases.length) {
    return {
      message: `${name} was asked ${cases.length} times, and answered ${answers.length} times.`,
      ...{ hint, strongerHint },
    };
  }
  const shapes = cases.every((at, i) => {
    const answer = answers[i];
    return "values" in answer && isSame(answer.shape, shape?.(at) ?? []);
  });
  const values = () =>
    isRight?.(cases, answers as Values[]) ?? agree(options, cases, answers, right);
  if (shapes && values()) return;
  for (const mistake of [...mistakes, ...options.pairs ?? []]) {
    const found = explains(options, mistake, cases, answers);
    if (!found) continue;
    const { name, message, hint, strongerHint } = mistake;
    const evidence = found === true ? differing(options, cases, answers) : found;
    return { mistake: name, message, evidence, hint, strongerHint };
  }
  const other = unanswered(options, cases, answers);
  if (other) return { ...other, hint, strongerHint };
  const evidence = differing(options, cases, answers);
  return { message: `${name} gives another value than it should.`, evidence, hint, strongerHint };
}

function explains<C>(
  options: ValuesPartOptions<C>,
  mistake: Mistake<C>,
  cases: readonly C[],
  answers: readonly Answer[],
): Evidence | boolean {
  const { gives, explains } = mistake;
  return gives
    ? agree(options, cases, answers, (at, i) => gives(at, i))
    : explains?.(cases, answers) ?? false;
}

/** Whether all answers are the values that a function of the cases gives. */
function agree<C>(
  { tolerance = 1e-6 }: ValuesPartOptions<C>,
  cases: readonly C[],
  answers: readonly Answer[],
  values: (at: C, index: number) => readonly number[],
): boolean {
  return cases.every((at, i) => {
    const answer = answers[i];
    return "values" in answer && areClose(answer.values, values(at, i), tolerance);
  });
}

/** What was given in place of numbers, or in another shape. */
function unanswered<C>(
  { name, describe, shape }: ValuesPartOptions<C>,
  cases: readonly C[],
  answers: readonly Answer[],
): Pick<Finding, "message"> | undefined {
  for (const [i, at] of cases.entries()) {
    const answer = answers[i];
    const wanted = shape?.(at) ?? [];
    if ("thrown" in answer) {
      return { message: `${name} stopped with an error at ${describe(at)}: ${answer.thrown}` };
    }
    if ("other" in answer) {
      return {
        message: `${name} must give ${shapeText(wanted)}, and gave ${answer.other} at ` +
          `${describe(at)}.`,
      };
    }
    if (!isSame(answer.shape, wanted)) {
      return {
        message: `${name} must give ${shapeText(wanted)}, and gave ${shapeText(answer.shape)} at ` +
          `${describe(at)}.`,
      };
    }
  }
}

/** The case that shows the difference best: where it is largest beside the value. */
function differing<C>(
  { describe, right }: ValuesPartOptions<C>,
  cases: readonly C[],
  answers: readonly Answer[],
): Evidence | undefined {
  let best: Evidence | undefined, most = 0;
  for (const [i, at] of cases.entries()) {
    const answer = answers[i];
    if (!("values" in answer)) continue;
    const wanted = right(at);
    for (const [j, value] of wanted.entries()) {
      const found = answer.values[j] ?? NaN;
      const distance = Math.abs(found - value) / (Math.abs(value) + 1e-3);
      const differs = Number.isNaN(distance) ? Infinity : distance;
      if (differs <= most) continue;
      most = differs;
      const where = wanted.length > 1
        ? `${describe(at)}, value ${j + 1} of ${wanted.length}`
        : describe(at);
      best = { at: where, wanted: numberText(value), found: numberText(found) };
    }
  }
  return best;
}

/** Whether two lists agree to a part of the largest value. */
export function areClose(
  found: readonly number[],
  wanted: readonly number[],
  tolerance: number,
): boolean {
  if (found.length !== wanted.length) return false;
  const scale = wanted.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-6);
  return wanted.every((value, i) =>
    Number.isFinite(value)
      ? Math.abs(found[i] - value) <= tolerance * scale
      : Object.is(found[i], value)
  );
}

/** A number as a message shows it. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(5))) : String(value);
}

/** What a student's function gives, in words. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? "one number" : `numbers in the shape [${shape.join(", ")}]`;
}

/** One number may come as a number, or as a list or tensor of one. */
function isSame(a: readonly number[], b: readonly number[]): boolean {
  if (b.length === 0) return a.every((length) => length === 1);
  return a.length === b.length && a.every((length, i) => length === b[i]);
}
