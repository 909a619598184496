import type { Parameters } from "../model/parameters.ts";
import { classifierFromBytes } from "../run/classifier_file.ts";
import { UserError } from "../user_error.ts";
import { alone, invocation } from "./invocation.ts";
import { isUrl, readModelFile } from "./read_model_file.ts";
import type { Terminal } from "./terminal.ts";

/** The classifier that ships: `deno task classifier --seed 0`, see fixtures/README.md. */
const SHIPPED = alone
  ? undefined
  : new URL("../../fixtures/classifier/model.safetensors", import.meta.url);

/**
 * The classifier that counts digits: the named file or URL, else the one that ships. Choose the backend first.
 *
 * @throws {UserError} if the file is missing or holds another model
 */
export async function trainedClassifier(
  file: string | undefined,
  terminal: Terminal,
): Promise<Parameters> {
  const place = file ?? SHIPPED;
  const bytes = place && await readModelFile(place);
  if (!bytes && file !== undefined && isUrl(file)) {
    throw new UserError(`no such file at ${file}.`);
  }
  if (!bytes) {
    throw new UserError(
      `no classifier file${place ? ` ${place}` : ": name one, or its URL, with --classifier"}. ` +
        (alone
          ? "The lab's script classifier writes one."
          : `${invocation("classifier")} writes one to out/classifier/model.safetensors.`),
    );
  }
  return classifierFromBytes(
    bytes,
    file ?? "the classifier that ships with the lab",
    terminal.note,
  );
}
