import type { Answer } from "../../answer.ts";
import type { Mistake } from "../../values_part.ts";
import { columns, mean, variance } from "./columns.ts";
import type { StandIn } from "./stand_in.ts";
import {
  codesOf,
  decoded,
  errorOf,
  isUsed,
  meanImageError,
  othersError,
  ownError,
  reorderedError,
  USED,
} from "./stand_in_facts.ts";

/** How a mistake is told: its message, a hint, and a stronger one. */
type Words = readonly [message: string, hint: string, strongerHint: string];

/** Whether a model uses its code, as someone decided it. */
type Decision = (model: StandIn) => boolean;

/** A mistake with the ways of making it: all answers are those of one of them. */
function decided(name: string, ways: readonly Decision[], words: Words): Mistake<StandIn> {
  return told(
    name,
    (cases, said) => ways.some((way) => cases.every((model, i) => said[i] === way(model))),
    words,
  );
}

function told(
  name: string,
  shows: (cases: readonly StandIn[], said: readonly boolean[]) => boolean,
  [message, hint, strongerHint]: Words,
): Mistake<StandIn> {
  const explains = (cases: readonly StandIn[], answers: readonly Answer[]) => {
    const said = answers.map(wordOf);
    return said.every((word) => word !== undefined) && shows(cases, said as boolean[]);
  };
  return { name, explains, message, hint, strongerHint };
}

function wordOf(answer: Answer): boolean | undefined {
  if (!("values" in answer) || answer.values.length !== 1) return undefined;
  const [value] = answer.values;
  return value === 1 ? true : value === 0 ? false : undefined;
}

const units = (model: StandIn) => columns(codesOf(model));
/** A variance below this is the rounding of a constant. */
const ROUNDING = 1e-12;
const variesAbove = (least: number): Decision => (model) =>
  units(model).some((unit) => variance(unit) > least);
const hears: Decision = ({ decoder }) => decoder.flat().some((weight) => weight !== 0);
const raises = (error: number, model: StandIn) => error > (1 + USED) * ownError(model);

/** All orders of a list but its own. */
function reorderings(list: readonly number[]): number[][] {
  const orders = (rest: readonly number[]): number[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((first) =>
        orders(rest.filter((other) => other !== first)).map((order) => [first, ...order])
      );
  return orders(list).filter((order) => String(order) !== String(list));
}

/** What students decide by. */
export const IS_CODE_USED_MISTAKES: readonly Mistake<StandIn>[] = [
  decided("code-used-by-encoder-alone", [
    variesAbove(0.01),
    variesAbove(0.01 ** 2), // the standard deviation's bound
    variesAbove(ROUNDING),
    (model) => units(model).every((unit) => variance(unit) > 0.01),
  ], [
    "This is decided by the encoder alone: that the codes vary does not show that the decoder listens to them.",
    "What does your function say of a model whose decoder gives the same image for every code?",
    "`reconstruct` must have a part in the decision. What can it tell you that mu cannot?",
  ]),
  decided("code-used-by-size-of-mu", [
    (model) => units(model).flat().some((code) => Math.abs(code) > 1e-6),
    (model) => mean(units(model).flat().map(Math.abs)) > 0.01,
    (model) => mean(units(model).flat().map((code) => code ** 2)) > 0.01,
    (model) => units(model).some((unit) => Math.abs(mean(unit)) > 0.01),
  ], [
    "This is decided by how far mu is from 0. A code that is the same for every image is far from 0 as well.",
    "What does your function say of a model that gives every image the same code?",
    "Being different from the prior and telling images apart are two things.",
  ]),
  decided("code-used-by-decoder-alone", [hears], [
    "This is decided by the decoder alone: that it answers to some codes does not show that the encoder ever gives " +
    "different ones.",
    "Where do the codes come from that you decode? What does your function say of an encoder that gives one code for all?",
    "Codes drawn from the prior are codes that this encoder may never give.",
  ]),
  decided("code-used-by-both-apart", [
    (model) => variesAbove(0.01)(model) && hears(model),
    (model) => variesAbove(0.01 ** 2)(model) && hears(model),
    (model) => variesAbove(ROUNDING)(model) && hears(model),
  ], [
    "Encoder and decoder are judged apart: the one may speak of two units, and the other listen to two others.",
    "What does your function say of a model whose decoder ignores just the units that vary?",
    "Decode what this encoder gives, and see what becomes of its variation.",
  ]),
  decided("code-used-by-zero-code", [
    (model) =>
      raises(errorOf(model, decoded(model, model.x.map(() => model.offset.map(() => 0)))), model),
  ], [
    "The images' codes are compared with the code 0, which may be none that this encoder gives.",
    "What does your function say of a model that gives every image one code, which is not 0?",
    "Which codes lie where those of the images lie, and yet do not belong to the image?",
  ]),
  told("code-used-by-units-in-another-order", (cases, said) =>
    cases.every((model, i) => {
      const orders = reorderings(model.offset.map((_, unit) => unit));
      return orders.some((order) => said[i] === raises(reorderedError(model, order), model));
    }), [
    "The units of each code have changed places, and not the codes of the images: a code that is the same for all " +
    "images seems to be used.",
    "Along which axis of [B, d] do you shuffle or reverse?",
    "Each image must get a code of another image, with its units as they are.",
  ]),
  told("code-used-by-small-error", (cases, said) => {
    const errors = (is: boolean) => cases.filter((_, i) => said[i] === is).map(ownError);
    const [used, unused] = [errors(true), errors(false)];
    return used.length > 0 && unused.length > 0 && Math.max(...used) < Math.min(...unused);
  }, [
    "This is decided by how small the reconstruction error is: all models below some bound are said to use the code.",
    "What does your function say of images that hardly differ, all reconstructed as their mean?",
    "An error says something about the code only beside another one. What is the other one?",
  ]),
  decided("code-used-by-mean-image", [
    (model) => ownError(model) < meanImageError(model),
  ], [
    "The reconstructions are compared with the mean image. A model may be worse than it, and its reconstructions may " +
    "depend on the code all the same.",
    "What does your function say of a model that is right but for a constant that it adds to each pixel?",
    "Compare the model with itself, once with the images' own codes. And what else can it be given?",
  ]),
  decided("code-used-by-any-change", [
    (model) => othersError(model) > (1 + 1e-6) * ownError(model),
  ], [
    "Any difference counts, however small: a model whose codes change the error by less than a thousandth does not " +
    "use them by the definition.",
    "How large must the difference be, and in relation to what?",
    "The bound is in the text, as a part of an error.",
  ]),
  told("code-used-always", (_, said) => said.every((is) => is), [
    "The code of every model is said to be used.",
    "What does your function compare, and can it come out in the other way?",
    "Take a model whose `reconstruct` gives the same image for every code, and print both sides of your comparison.",
  ]),
  told("code-used-never", (_, said) => said.every((is) => !is), [
    "The code of no model is said to be used.",
    "Are the codes that you decode really those of other images, and do you compare the result with the right images?",
    "Print both errors for one model. If they are equal, then your shuffling has given a copy that you did not use, or " +
    "has moved the images along with their codes.",
  ]),
  decided("code-used-inverted", [(model) => !isUsed(model)], [
    "The answer is the opposite of the right one for every model.",
    "What does `true` mean here: that the code is used, or that it has collapsed?",
    "Look at the direction of the comparison in the last line.",
  ]),
];
