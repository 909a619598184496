import { decodeCodes } from "../../../lib/measure/decode_codes.ts";
import { traversalCodes } from "../../../lib/measure/traversal_codes.ts";
import type { Ask, Traversals } from "../protocol.ts";
import type { HeldModel } from "./held_model.ts";

/** For each unit a row of pictures, from 3 standard deviations below its mean to 3 above. */
export async function answerTraversals(
  model: HeldModel,
  { code, units }: Ask<"traversals">,
): Promise<Traversals> {
  const moments = await model.moments();
  const [values, images]: Float32Array[][] = [[], []];
  for (const unit of units) {
    const codes = traversalCodes(code, unit, moments[unit]);
    values.push(codes.filter((_, i) => i % code.length === unit));
    images.push(await decodeCodes(model.vae, codes));
  }
  return { units, values, images };
}
