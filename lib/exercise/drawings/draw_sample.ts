import { TorchRandom } from "../../math/torch_random.ts";
import type { Answer } from "../answer.ts";
import { codeOf, drawDecoder } from "../steps/sample/decoder_stand_in.ts";
import type { NetworkCase } from "../steps/encoder_decoder/network_case.ts";
import type { SampleCase } from "../steps/sample/sample_case.ts";
import { decode } from "./plain_model.ts";
import type { Drawing } from "./drawing.ts";
import { histogramOf } from "./histogram_of.ts";
import { pixelBytes } from "./pixel_bytes.ts";
import { refusalOf } from "./refusal_of.ts";
import { rowsOfAnswer } from "./rows_of_answer.ts";
import { LATENT_SIZE, shippedModel, SIDE } from "./shipped_model.ts";
import type { StepDrawing } from "./step_drawing.ts";

/** Codes that are counted, and images that are shown. */
const COUNT = 250, SHOWN = 12;

/** A decoder whose images show their codes, so that another decoder can make digits of them. */
const asked: SampleCase = {
  decoder: drawDecoder(new TorchRandom(0), LATENT_SIZE, 0.5),
  latentSize: LATENT_SIZE,
  role: "first",
  n: COUNT,
  seed: 0,
};

/** Step 9: the codes that the function draws, and the digits that the model that ships decodes from the first ones. */
export const drawSample: StepDrawing = async (ask) => {
  const parameters = await shippedModel();
  const { sample: [answer] } = await ask({ sample: [asked] });
  const codes = codesIn(answer);
  const found = codes.filter((code) => code !== undefined);
  const histogram = histogramOf({
    title: "The units of your codes",
    caption:
      `All ${LATENT_SIZE} units of ${COUNT} codes. They are read from the images that your function ` +
      "makes with a small decoder whose images show their codes.",
    xTitle: "unit of a code",
    draws: found.flat(),
    notes: notesOn(answer, codes.length - found.length, codes.length),
  });
  return found.length === 0 ? [histogram] : [histogram, digitsOf(parameters, found)];
};

function notesOn(answer: Answer | undefined, lost: number, count: number): string[] {
  if (count === 0) return [refusalOf("sample", answer)];
  if (lost === 0) return [];
  return [`${lost} of ${count} images are not images of the decoder, whatever the code.`];
}

/** The first codes, decoded by the model that ships. */
function digitsOf(
  parameters: NetworkCase["parameters"],
  codes: readonly (readonly number[])[],
): Drawing {
  const shown = codes.slice(0, SHOWN);
  return {
    kind: "images",
    title: "Your codes as digits",
    caption: "The trained model that comes with the lab decodes the first of your codes.",
    summary:
      "There is no right picture here: all should look like digits, and no two should be the same.",
    notes: [],
    ...{ height: SIDE, width: SIDE },
    rows: [{
      whose: "yours",
      name: "your samples",
      pixels: pixelBytes(decode(parameters, shown).flat()),
    }],
  };
}

/** The codes that the images show; undefined for one that is not an image of the decoder. */
function codesIn(answer: Answer | undefined): (readonly number[] | undefined)[] {
  const images = rowsOfAnswer(answer, { columns: asked.decoder.bias.length }) ?? [];
  return images.slice(0, COUNT).map((image) => codeOf(asked.decoder, image));
}
