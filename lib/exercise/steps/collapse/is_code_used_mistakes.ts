import type { Answer } from "../../answer.ts";
import type { NamedMistake } from "../../step.ts";
import type { Mistake, Way } from "../../values_part.ts";
import { columns } from "./columns.ts";
import { mean, variance } from "./moments.ts";
import { reorderings } from "./reorderings.ts";
import type { StandIn } from "./stand_in.ts";
import {
  codesOf,
  decoded,
  decodedVariance,
  errorOf,
  isUsed,
  meanImageError,
  othersError,
  ownError,
  priorError,
  reorderedError,
  USED,
} from "./stand_in_facts.ts";
import { verdictOf } from "./verdict_of.ts";

/** Whether a model uses its code, as someone decided it. */
type Decision = (model: StandIn) => boolean;

/** The answers of several ways to decide. */
function decided(...decisions: readonly Decision[]): Way<StandIn>[] {
  return decisions.map((decision) => (model) => [Number(decision(model))]);
}

/** A mistake that a predicate recognises in what is said of all models. */
function recognised(
  named: NamedMistake,
  shows: (models: readonly StandIn[], said: readonly boolean[]) => boolean,
): Mistake<StandIn> {
  const explains = (models: readonly StandIn[], answers: readonly Answer[]) => {
    const said = answers.map(verdictOf).filter((verdict) => verdict !== undefined);
    return said.length === models.length && shows(models, said);
  };
  return { ...named, explains };
}

const units = (model: StandIn) => columns(codesOf(model));
/** A variance below this is the rounding of a constant. */
const ROUNDING = 1e-12;
const variesAbove = (least: number): Decision => (model) =>
  units(model).some((unit) => variance(unit) > least);
const decoderResponds: Decision = ({ decoder }) => decoder.flat().some((weight) => weight !== 0);
const raises = (error: number, model: StandIn) => error > (1 + USED) * ownError(model);

/** What students decide by. */
export const IS_CODE_USED_MISTAKES: readonly Mistake<StandIn>[] = [
  {
    name: "code-used-by-encoder-alone",
    gives: decided(
      variesAbove(0.01),
      variesAbove(0.01 ** 2), // the standard deviation's bound
      variesAbove(ROUNDING),
      (model) => units(model).every((unit) => variance(unit) > 0.01),
    ),
    message:
      "This is decided by the encoder alone: that the codes vary does not show that the decoder uses them.",
    hint:
      "What does your function say of a model whose decoder gives the same image for every code?",
    strongerHint:
      "`reconstruct` must take part in the decision. What can it tell you that mu cannot?",
  },
  {
    name: "code-used-by-size-of-mu",
    gives: decided(
      (model) => units(model).flat().some((code) => Math.abs(code) > 1e-6),
      (model) => mean(units(model).flat().map(Math.abs)) > 0.01,
      (model) => mean(units(model).flat().map((code) => code ** 2)) > 0.01,
      (model) => units(model).some((unit) => Math.abs(mean(unit)) > 0.01),
    ),
    message:
      "This is decided by how far mu is from 0. A code that is the same for every image can be far from 0 as well.",
    hint: "What does your function say of a model that gives every image the same code?",
    strongerHint: "To differ from the prior is one thing, and to tell images apart is another.",
  },
  {
    name: "code-used-by-decoder-alone",
    gives: decided(
      decoderResponds,
      (model) => decoderResponds(model) && raises(priorError(model), model),
    ),
    message:
      "This shows only that the decoder responds to codes that are drawn or disturbed, not that the encoder ever gives " +
      "different ones.",
    hint:
      "Where do the codes come from that you decode? What does your function say of an encoder that gives the same " +
      "code for every image?",
    strongerHint:
      "This encoder may never give codes like those that are drawn from the prior, or that noise was added to.",
  },
  {
    name: "code-used-by-both-apart",
    gives: decided(
      (model) => variesAbove(0.01)(model) && decoderResponds(model),
      (model) => variesAbove(0.01 ** 2)(model) && decoderResponds(model),
      (model) => variesAbove(ROUNDING)(model) && decoderResponds(model),
    ),
    message:
      "Encoder and decoder are judged separately: two units may vary while the decoder responds only to two others.",
    hint: "What does your function say of a model whose decoder ignores just the units that vary?",
    strongerHint: "Decode the codes of this encoder. What becomes of their variation?",
  },
  {
    name: "code-used-by-zero-code",
    gives: decided((model) =>
      raises(errorOf(model, decoded(model, model.x.map(() => model.offset.map(() => 0)))), model)
    ),
    message: "The images' codes are compared with the code 0, which this encoder may never give.",
    hint:
      "What does your function say of a model that gives every image the same code, which is not 0?",
    strongerHint: "Which codes come from this encoder, and yet do not belong to the image?",
  },
  recognised({
    name: "code-used-by-units-in-another-order",
    message:
      "The units within each code are exchanged, not the codes of the images: a code that is the same for all images " +
      "then seems to be used.",
    hint: "Along which axis of [B, d] do you shuffle or reverse?",
    strongerHint: "Each image must get the code of another image, with its units in their order.",
  }, (models, said) =>
    models.every((model, i) =>
      reorderings(model.offset.map((_, unit) => unit))
        .some((order) => said[i] === raises(reorderedError(model, order), model))
    )),
  recognised({
    name: "code-used-by-small-error",
    message:
      "This is decided by how small the reconstruction error is: all models below some bound are said to use the code.",
    hint:
      "What does your function say of images that hardly differ, all reconstructed as their mean?",
    strongerHint:
      "An error says something about the code only in comparison with another error. Which one?",
  }, (models, said) => {
    const errors = (is: boolean) => models.filter((_, i) => said[i] === is).map(ownError);
    const [used, unused] = [errors(true), errors(false)];
    return used.length > 0 && unused.length > 0 && Math.max(...used) < Math.min(...unused);
  }),
  {
    name: "code-used-by-mean-image",
    gives: decided((model) => ownError(model) < meanImageError(model)),
    message:
      "The reconstructions are compared with the mean image. They may be worse than the mean image, and depend on " +
      "the code all the same.",
    hint:
      "What does your function say of a model that is right except for a constant that it adds to each pixel?",
    strongerHint:
      "Compare the model with itself: one error is that from the images' own codes. What is the other one?",
  },
  {
    name: "code-used-by-variation",
    gives: decided(
      (model) => decodedVariance(model) > 0.01 * meanImageError(model),
      (model) => decodedVariance(model) > ROUNDING,
      (model) => Math.abs(othersError(model) - ownError(model)) > USED * ownError(model),
    ),
    message:
      "The code counts as used wherever the reconstructions change with it, even where an image's own code gives no " +
      "better a reconstruction than that of another image.",
    hint:
      "Do you compare the reconstructions with the images, and do you ask in which direction the error changes?",
    strongerHint:
      "What does your function say of a decoder that turns every image's differences from the mean image around?",
  },
  {
    name: "code-used-by-any-change",
    gives: decided((model) => othersError(model) > (1 + 1e-6) * ownError(model)),
    message:
      "Any difference counts, however small: a model whose codes change the error by less than a thousandth does not " +
      "use them by the definition.",
    hint: "How large must the difference be, and relative to what?",
    strongerHint: "The bound is in the text, as a part of an error.",
  },
  {
    name: "code-used-always",
    gives: decided(() => true),
    message: "The function says of every model that its code is used.",
    hint: "What does your function compare, and can the comparison ever come out the other way?",
    strongerHint:
      "Take a model whose `reconstruct` gives the same image for every code, and print both sides of your comparison.",
  },
  {
    name: "code-used-never",
    gives: decided(() => false),
    message: "The function says of every model that its code is not used.",
    hint:
      "Do you really decode the codes of other images, and compare the result with the right images?",
    strongerHint:
      "Print both errors for one model. If they are equal, either the shuffled copy is not used, or the images were " +
      "shuffled along with their codes.",
  },
  {
    name: "code-used-inverted",
    gives: decided((model) => !isUsed(model)),
    message: "The answer is the opposite of the right one for every model.",
    hint: "What does `true` mean here: that the code is used, or that it has collapsed?",
    strongerHint: "Look at the direction of your last comparison.",
  },
];
