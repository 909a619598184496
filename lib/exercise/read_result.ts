import type { Answer, Answers } from "./answer.ts";

/** What a submission's process says on its own line. */
export interface ProbeLine {
  readonly answers?: Answers;
  /** Why the file could not be loaded. */
  readonly unreadable?: string;
  /** It uses too much memory. */
  readonly stopped?: "memory";
}

/** The most characters of a text, and the most dimensions of a shape, that are believed. */
const MAX_TEXT = 1000, MAX_DIMENSIONS = 8;

/** JSON has no NaN and no Infinity: they travel as texts. */
const SPECIAL: Readonly<Record<string, number>> = { NaN, Infinity, "-Infinity": -Infinity };

/**
 * Reads a line of a submission's process. Whatever a stranger may have written there, it is plain values of the
 * right types or nothing: the first thing that is not what it should be ends the reading.
 *
 * @returns `undefined` if it is no such line
 */
export function readResult(text: string): ProbeLine | undefined {
  const line = objectOf(parsed(text));
  if (!line) return undefined;
  if (line.stopped === "memory") return { stopped: "memory" };
  if (typeof line.unreadable === "string") return { unreadable: cut(line.unreadable) };
  const lists = objectOf(line.answers);
  if (!lists) return undefined;
  const answers: Record<string, readonly Answer[]> = Object.create(null);
  for (const [name, list] of Object.entries(lists)) {
    if (!Array.isArray(list)) return undefined;
    const read = allOf(list, answer);
    if (!read) return undefined;
    answers[name] = read;
  }
  return { answers };
}

function answer(json: unknown): Answer | undefined {
  const given = objectOf(json);
  if (!given) return undefined;
  if (typeof given.thrown === "string") return { thrown: cut(given.thrown) };
  if (typeof given.other === "string") return { other: cut(given.other) };
  if (!Array.isArray(given.values) || !Array.isArray(given.shape)) return undefined;
  const values = allOf(given.values, number);
  if (!values) return undefined;
  const shape: readonly unknown[] = given.shape;
  const isShape = shape.length <= MAX_DIMENSIONS && shape.every(isLength);
  if (isShape && shape.reduce((product, length) => product * length, 1) === values.length) {
    return { values, shape };
  }
  return { other: "numbers that do not fill the shape which they claim to have" };
}

function number(json: unknown): number | undefined {
  if (typeof json === "number") return json;
  return typeof json === "string" && Object.hasOwn(SPECIAL, json) ? SPECIAL[json] : undefined;
}

function isLength(json: unknown): json is number {
  return Number.isSafeInteger(json) && json as number >= 0;
}

function allOf<T>(list: readonly unknown[], read: (json: unknown) => T | undefined) {
  const all: T[] = [];
  for (const json of list) {
    const one = read(json);
    if (one === undefined) return undefined;
    all.push(one);
  }
  return all;
}

function objectOf(json: unknown): Readonly<Record<string, unknown>> | undefined {
  const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
  return isObject ? json as Record<string, unknown> : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)} ...` : text;
}
