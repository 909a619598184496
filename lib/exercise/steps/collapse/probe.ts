import { tf } from "../../../deps/tfjs.ts";
import { TorchRandom } from "../../../math/torch_random.ts";
import type { Autoencoder } from "../../given.ts";
import { answerTo } from "../../probe/answer_to.ts";
import type { ActiveUnitsCase } from "./active_units_case.ts";
import type { KlPerUnitCase } from "./kl_per_unit_case.ts";
import type { StandIn } from "./stand_in.ts";

await tf.setBackend("cpu");

await answerTo({
  klPerUnit: (klPerUnit, { mu, logVar }: KlPerUnitCase) =>
    klPerUnit(tf.tensor2d(copy(mu)), tf.tensor2d(copy(logVar))),
  activeUnits: (activeUnits, { mu }: ActiveUnitsCase) => activeUnits(tf.tensor2d(copy(mu))),
  isCodeUsed: (isCodeUsed, at: StandIn) =>
    isCodeUsed(modelOf(at), tf.tensor2d(copy(at.x)), new TorchRandom(at.seed)),
});

/** A trained model's two halves; both are linear. */
function modelOf({ centre, encoder, offset, decoder, mean }: StandIn): Autoencoder {
  const [e, o, d, m] = [
    tf.tensor2d(copy(encoder)),
    tf.tensor1d([...offset]),
    tf.tensor2d(copy(decoder)),
    tf.tensor1d([...mean]),
  ];
  return {
    encode: (x) => tf.add(tf.matMul(tf.sub(x, tf.tensor1d([...centre])), e), o),
    reconstruct: (z) => tf.add(tf.matMul(z, d), m),
  };
}

function copy(rows: readonly (readonly number[])[]): number[][] {
  return rows.map((row) => [...row]);
}
