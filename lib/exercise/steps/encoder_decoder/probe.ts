import { type Parameters, tf } from "../../mod.ts";
import { answerTo } from "../../probe/answer_to.ts";
import type { NetworkCase } from "./network_case.ts";

await tf.setBackend("cpu");

await answerTo({
  encode: async (encode, at: NetworkCase) =>
    posteriorOf(await encode(parametersOf(at), tf.tensor2d(at.input.values, at.input.shape))),
  decode: (decode, at: NetworkCase) =>
    decode(parametersOf(at), tf.tensor2d(at.input.values, at.input.shape)),
});

function parametersOf({ parameters }: NetworkCase): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { values, shape }]) => [name, tf.tensor(values, shape)]),
  );
}

/** The object's two fields as one answer. @throws {Error} that says what is missing, or does not fit */
function posteriorOf(given: unknown): unknown[] {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    const kind = Array.isArray(given) ? "a list" : given === null ? "null" : typeof given;
    throw new Error(`it must give an object { mu, logVar }, and gave ${kind}`);
  }
  const { mu, logVar } = given as { mu?: unknown; logVar?: unknown };
  for (const [name, value] of Object.entries({ mu, logVar })) {
    if (value !== undefined) continue;
    const fields = Object.keys(given).slice(0, 6).join(", ");
    throw new Error(
      `it must give an object { mu, logVar }; there is no ${name} in the object with the fields ` +
        `{ ${fields} }`,
    );
  }
  const [muShape, logVarShape] = [mu, logVar].map((value) =>
    value instanceof tf.Tensor ? value.shape.join(", ") : undefined
  );
  if (muShape !== undefined && logVarShape !== undefined && muShape !== logVarShape) {
    throw new Error(
      `mu and logVar must have the same shape, and have [${muShape}] and [${logVarShape}]`,
    );
  }
  return [mu, logVar];
}
