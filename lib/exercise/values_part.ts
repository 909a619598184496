import { areClose } from "./are_close.ts";
import { differingEvidence } from "./differing_evidence.ts";
import { isSameShape } from "./is_same_shape.ts";
import { shapeText } from "./shape_text.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import type { Answer, Values } from "./answer.ts";
import type { Evidence, Finding, NamedMistake, Part } from "./step.ts";

/** What a function gives for a case. */
export type Way<C> = (at: C, index: number) => readonly number[];

/** A mistake that shows in a function's values. */
export interface Mistake<C> extends NamedMistake {
  /**
   * What the function gives for a case if it is made, in one way or in any of several; numbers alone are compared, not
   * their shape.
   */
  readonly gives?: Way<C> | readonly Way<C>[];
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
  const shapes = cases.every((at, i) => {
    const answer = answers[i];
    return "values" in answer && isSameShape(answer.shape, shape?.(at) ?? []);
  });
  const values = () =>
    isRight?.(cases, answers as Values[]) ?? agree(options, cases, answers, right);
  if (shapes && values()) return;
  if (answers.every(isNaNThroughout)) return notANumber(name);
  for (const mistake of [...mistakes, ...options.pairs ?? []]) {
    const found = explains(options, mistake, cases, answers);
    if (!found) continue;
    const { name, message, hint, strongerHint } = mistake;
    const evidence = found === true ? differingEvidence(options, cases, answers) : found;
    return { mistake: name, message, evidence, hint, strongerHint };
  }
  const other = unanswered(options, cases, answers);
  if (other) return other;
  const evidence = differingEvidence(options, cases, answers);
  return { message: `${name} gives another value than it should.`, evidence, hint, strongerHint };
}

function explains<C>(
  options: ValuesPartOptions<C>,
  mistake: Mistake<C>,
  cases: readonly C[],
  answers: readonly Answer[],
): Evidence | boolean {
  const { gives, explains } = mistake;
  if (!gives) return explains?.(cases, answers) ?? false;
  const ways = typeof gives === "function" ? [gives] : gives;
  return ways.some((way) => agree(options, cases, answers, way));
}

/** Whether all answers are the values that a function of the cases gives. */
function agree<C>(
  { tolerance = 1e-6 }: ValuesPartOptions<C>,
  cases: readonly C[],
  answers: readonly Answer[],
  values: Way<C>,
): boolean {
  return cases.every((at, i) => {
    const answer = answers[i];
    return "values" in answer && areClose(answer.values, values(at, i), tolerance);
  });
}

function isNaNThroughout(answer: Answer): boolean {
  return "values" in answer && answer.values.length > 0 && answer.values.every(Number.isNaN);
}

function notANumber(name: string): Finding {
  return {
    message: `${name} gives NaN, which is not a number, for every input.`,
    hint:
      "Is a name misspelt, or does a sum begin with nothing? What is undefined makes all that it meets NaN.",
    strongerHint:
      "Print each value that the formula uses, for the first input: the first NaN is the culprit.",
  };
}

/** What was given in place of numbers, or in another shape. */
function unanswered<C>(
  { name, describe, shape }: ValuesPartOptions<C>,
  cases: readonly C[],
  answers: readonly Answer[],
): Finding | undefined {
  for (const [i, at] of cases.entries()) {
    const answer = answers[i];
    const wanted = shapeText(shape?.(at) ?? []);
    if ("thrown" in answer) {
      return {
        message: `${name} stopped with an error at ${describe(at)}: ${answer.thrown}`,
        hint:
          "The error's own words say what was wrong; where its line is known, it stands at the end.",
        strongerHint: "Print what the function is given, and its shape, before that line.",
      };
    }
    const found = "other" in answer ? answer.other : shapeText(answer.shape);
    if ("values" in answer && isSameShape(answer.shape, shape?.(at) ?? [])) continue;
    return {
      message: `${name} must give ${wanted}, and gave ${found} at ${describe(at)}.`,
      hint:
        "Does every way through the function end in a `return` of the type that the skeleton names?",
      strongerHint:
        "Tensors are added and multiplied by operations of tf: `+` and `*` make a text or NaN of them.",
    };
  }
}
