import type { Step } from "../../step.ts";
import { valuesPart } from "../../values_part.ts";
import { TOLERANCE } from "./common_mistakes.ts";
import { DECODER_MISTAKES } from "./decoder_mistakes.ts";
import { ENCODER_MISTAKES } from "./encoder_mistakes.ts";
import { Network } from "./network.ts";
import { drawDecoderCases, drawEncoderCases, type NetworkCase, TORCH } from "./network_case.ts";
import skeleton from "./skeleton.ts" with { type: "text" };
import solution from "./solution.ts" with { type: "text" };
import text from "./text.md" with { type: "text" };

/** Step 4: the encoder and the decoder. */
export const encoderDecoderStep: Step = {
  number: 4,
  id: "encoder_decoder",
  title: "encoder and decoder",
  ...{ text, skeleton, solution },
  parts: [
    valuesPart<NetworkCase>({
      name: "encode",
      draw: drawEncoderCases,
      describe: (at) => `x ${caseText(at)}`,
      right: (at) => at.isTorch ? TORCH.encode : new Network(at).encode(at.input),
      shape: ({ input: { shape: [rows] }, parameters }) => [
        ...[2, rows, ...parameters["encoder.mu.2.bias"].shape],
      ],
      tolerance: TOLERANCE,
      mistakes: ENCODER_MISTAKES,
      hint: "Follow one image through the layers, and write the shape of each result beside it.",
      strongerHint:
        "Compute one output of the first layer by hand, and compare. Then go on to the next layer.",
    }),
    valuesPart<NetworkCase>({
      name: "decode",
      draw: drawDecoderCases,
      describe: (at) => `z ${caseText(at)}`,
      right: (at) => at.isTorch ? TORCH.decode : new Network(at).decode(at.input),
      shape: ({ input: { shape: [rows] }, parameters }) => [
        rows,
        ...parameters["decoder.net.6.bias"].shape,
      ],
      tolerance: TOLERANCE,
      mistakes: DECODER_MISTAKES,
      hint: "Follow one code through the layers, and write the shape of each result beside it.",
      strongerHint:
        "Compute one output of the first layer by hand, and compare. Then go on to the next layer.",
    }),
  ],
};

/** What is asked, in words: `of [11, 4], layers of 5, 3, 7 and 2 units`. */
function caseText({ input, parameters, isTorch }: NetworkCase): string {
  const weights = Object.entries(parameters).filter(([name]) => /(net|mu)\.\d\.bias/.test(name));
  const units = weights.map(([, { shape: [units] }]) => units);
  const torch = isTorch ? ", whose values PyTorch computed" : "";
  return `of [${input.shape.join(", ")}], layers of ${units.join(", ")} units${torch}`;
}
