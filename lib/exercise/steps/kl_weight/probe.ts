import { tf } from "../../../deps/tfjs.ts";
import { answerTo } from "../../probe/answer_to.ts";
import type { KlWeightCase } from "./kl_weight_case.ts";

await tf.setBackend("cpu");

await answerTo({
  klWeight: (klWeight, { epoch, warmUp, annealing }: KlWeightCase) =>
    klWeight(epoch, { warmUp, annealing }),
});
