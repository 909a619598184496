import { fitDigit } from "../../../lib/data/fit_digit.ts";
import { labelText } from "../../../lib/data/label_text.ts";
import { shareOutside, THRESHOLD_DRAWS } from "../../../lib/measure/aggregate_density.ts";
import { decodeCodes } from "../../../lib/measure/decode_codes.ts";
import type { Answer, Ask, EncodedPicture, Kind } from "../protocol.ts";
import { checkNumbers } from "./check_numbers.ts";
import { encodeRows } from "./encode_rows.ts";
import { type HeldModel, measureRandom } from "./held_model.ts";
import { answerMap } from "./answer_map.ts";
import { answerPath } from "./answer_path.ts";
import { answerSamples } from "./answer_samples.ts";
import { answerTraversals } from "./answer_traversals.ts";
import { answerUnits } from "./answer_units.ts";

/** How each question about the model is answered. */
export const answers: {
  readonly [K in Exclude<Kind, "open" | "ping">]: (
    model: HeldModel,
    ask: Ask<K>,
  ) => Promise<Answer<K>>;
} = {
  units: answerUnits,
  decode: ({ vae }, { codes }) => decodeCodes(vae, codes),
  async place(model, { code }) {
    const { logDensity, threshold } = await model.density();
    const found = logDensity(code);
    return { logDensity: found, threshold, outside: found < threshold };
  },
  async prior(model) {
    const d = model.vae.latentSize;
    const codes = measureRandom().normal(THRESHOLD_DRAWS * d);
    return await shareOutside(await model.density(), codes, d);
  },
  first: async (model) => encodeRows(model.vae, (await model.images()).rows([0])),
  map: answerMap,
  drawing: (model, { drawing }) => encoded(model, fitDigit(drawing, model.vae.image)),
  async image(model, { number }) {
    const data = await model.images();
    checkNumbers(data, [number]);
    const [pixels, label] = [data.rows([number]), labelText(data, number)];
    return { number, label, ...await encoded(model, pixels) };
  },
  path: answerPath,
  traversals: answerTraversals,
  samples: answerSamples,
};

async function encoded({ vae }: HeldModel, pixels: Float32Array): Promise<EncodedPicture> {
  const code = await encodeRows(vae, pixels);
  return { pixels, code, reconstruction: await decodeCodes(vae, code) };
}
