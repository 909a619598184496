import type { Answer } from "../answer.ts";

/** What reading a tensor needs; TensorFlow.js itself is loaded by the probes of steps that use it. */
interface TensorLike {
  readonly shape: readonly number[];
  data(): Promise<ArrayLike<number>>;
}

/** Calls, waits for what it gives, and turns that into plain numbers. */
export async function answerOf(call: () => unknown, file: string): Promise<Answer> {
  try {
    return await read(await call());
  } catch (error) {
    return { thrown: messageOf(error, file) };
  }
}

/** Numbers, lists of numbers, typed arrays and tensors as values and their shape. */
async function read(given: unknown): Promise<Answer> {
  if (typeof given === "number") return { values: [given], shape: [] };
  if (typeof given === "boolean") return { values: [given ? 1 : 0], shape: [] };
  if (isTensor(given)) {
    const values = Array.from(await given.data());
    if (values.some((value) => typeof value !== "number")) {
      return { other: "a tensor of something that is no number" };
    }
    return { values, shape: [...given.shape] };
  }
  if (ArrayBuffer.isView(given) && !(given instanceof DataView)) {
    const values = Array.from(given as unknown as ArrayLike<number>, Number);
    return { values, shape: [values.length] };
  }
  if (Array.isArray(given)) {
    const rows = await Promise.all(given.map(read));
    const first = rows[0];
    const shape = first && "values" in first ? first.shape : [];
    const values: number[] = [];
    for (const row of rows) {
      if (!("values" in row)) {
        return { other: `a list with ${"other" in row ? row.other : "an error"} in it` };
      }
      if (String(row.shape) !== String(shape)) {
        return { other: "a list of lists of different lengths" };
      }
      values.push(...row.values);
    }
    return { values, shape: [rows.length, ...shape] };
  }
  return { other: kindOf(given) };
}

function isTensor(given: unknown): given is TensorLike {
  const tensor = given as Partial<TensorLike> | null;
  return typeof tensor === "object" && tensor !== null && Array.isArray(tensor.shape) &&
    typeof tensor.data === "function";
}

function kindOf(given: unknown): string {
  if (given === undefined) return "nothing (undefined)";
  if (given === null) return "null";
  if (typeof given === "string") return "a text";
  if (typeof given === "function") return "a function";
  if (typeof given !== "object") return `a ${typeof given}`;
  const fields = Object.keys(given as object).slice(0, 6).join(", ");
  return `an object${fields ? ` with ${fields}` : ""}`;
}

/** An error's message, without the lines of code that may follow it, and the line of the student's file. */
export function messageOf(error: unknown, file: string): string {
  const { message = String(error), stack = "" } = (error ?? {}) as Partial<Error>;
  const [first] = String(message).slice(0, 2000).split("\n");
  const [text, position] = first.split(` at ${file}`); // where a file cannot be parsed
  const at = (position ?? stack.split(file)[1])?.match(/^:(\d+)/)?.[1];
  const told = text.replaceAll(file, "this file").slice(0, 300);
  return at ? `${told} (line ${at})` : told;
}
