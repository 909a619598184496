import type { StateDict } from "../math/state_dict.ts";
import { oneLine, UserError } from "../user_error.ts";
import type { Safetensors } from "../file/safetensors.ts";

/**
 * The tensors of a model file by the model's own names. A prefix that all names share is removed, such as
 * the `module.` of PyTorch's DataParallel or the `_orig_mod.` of torch.compile, nested ones too.
 *
 * @param parameters the names of the model's parameters
 * @param name how messages call the file
 * @param tell is told in a line what was done about a file that is not as this project writes it
 * @throws {UserError} for integers in place of a parameter, and for a value that is not finite
 */
export function parameterTensors(
  file: Safetensors,
  parameters: readonly string[],
  name: string,
  tell: (note: string) => void,
): StateDict {
  const { integers = {}, notes = [] } = file;
  const prefix = sharedPrefix(file, parameters);
  const tensors = withoutPrefix(file.tensors, prefix);
  const types = withoutPrefix(integers, prefix);
  const integer = parameters.find((parameter) => Object.hasOwn(types, parameter));
  if (integer !== undefined) {
    throw new UserError(
      `${name}: the parameter ${integer} has the type ${
        types[integer]
      }; wanted floating-point numbers.`,
    );
  }
  for (const [key, { values }] of Object.entries(tensors)) {
    const odd = values.findIndex((value) => !Number.isFinite(value));
    if (odd === -1) continue;
    throw new UserError(
      `${name}: value ${odd} of ${oneLine(key)} is ${values[odd]}; wanted finite numbers only.`,
    );
  }
  const removed = prefix ? [`prefix ${JSON.stringify(prefix)} removed from the names`] : [];
  const told = [...notes, ...removed];
  if (told.length > 0) tell(oneLine(`${name}: ${told.join("; ")}.`));
  return tensors;
}

/** What stands, up to a dot, before the names of all tensors; empty if nothing before it is a parameter. */
function sharedPrefix(
  { tensors, integers = {} }: Safetensors,
  parameters: readonly string[],
): string {
  const names = Object.keys(tensors).length > 0 ? Object.keys(tensors) : Object.keys(integers);
  const known = new Set(parameters);
  const [first = ""] = names;
  for (let end = 0; end >= 0; end = first.indexOf(".", end) + 1 || -1) {
    const prefix = first.slice(0, end);
    if (!names.every((name) => name.startsWith(prefix))) break;
    if (names.some((name) => known.has(name.slice(end)))) return prefix;
  }
  return "";
}

/** The members of a record, those that begin with the prefix by what follows it. */
function withoutPrefix<T>(record: Readonly<Record<string, T>>, prefix: string): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name.startsWith(prefix) ? name.slice(prefix.length) : name,
      value,
    ]),
  );
}
