import { labelText } from "../../../lib/data/label_text.ts";
import { lerp } from "../../../lib/math/lerp.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { decodeCodes } from "../../../lib/measure/decode_codes.ts";
import type { Ask, PathAnswer } from "../protocol.ts";
import { checkNumbers } from "./check_numbers.ts";
import { encodeRows } from "./encode_rows.ts";
import type { HeldModel } from "./held_model.ts";

/** Codes on the way, both ends included: as many as the lab has. */
const STEPS = 20;

/** Draws the pair where none is chosen: that of `deno task interpolate --seed 7`, a 2 and a 5. */
const SEED = 7;

/** The codes on the line between two training images, as `deno task interpolate` computes them. */
export async function answerPath(model: HeldModel, { ends }: Ask<"path">): Promise<PathAnswer> {
  const data = await model.images();
  const random = new TorchRandom(SEED);
  const drawn = [random.integer(data.count), random.integer(data.count)];
  const numbers = drawn.map((number, i) => ends[i] ?? number);
  checkNumbers(data, numbers);
  const mu = await encodeRows(model.vae, data.rows(numbers));
  const d = model.vae.latentSize;
  const codes = lerp(mu.slice(0, d), mu.slice(d), STEPS);
  const images = await decodeCodes(model.vae, codes);
  const named = numbers.map((number) => ({ number, label: labelText(data, number) }));
  return { ends: named, codes, images };
}
