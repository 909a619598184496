import type { Answer } from "./answer.ts";
import { numberText } from "./number_text.ts";
import { shapeText } from "./shape_text.ts";
import type { Evidence } from "./step.ts";

/** What is right, and how a case is called. */
export interface Known<C> {
  describe(at: C): string;
  right(at: C): readonly number[];
  shape?(at: C): readonly number[];
}

/**
 * An answer beside the right one: what is no list of numbers, or one of another length, before a value, and of the
 * values the one that differs most for its size. `undefined` if none differs.
 */
export function differingEvidence<C>(
  { describe, right, shape }: Known<C>,
  cases: readonly C[],
  answers: readonly Answer[],
): Evidence | undefined {
  let best: Evidence | undefined, most = 0;
  for (const [i, at] of cases.entries()) {
    const answer = answers[i], values = right(at);
    const wanted = shapeText(shape?.(at) ?? []);
    if ("thrown" in answer) {
      return { at: describe(at), wanted, found: `an error: ${answer.thrown}` };
    }
    if ("other" in answer) return { at: describe(at), wanted, found: answer.other };
    if (answer.values.length !== values.length) {
      return { at: describe(at), wanted, found: shapeText(answer.shape) };
    }
    for (const [j, value] of values.entries()) {
      const found = answer.values[j];
      const distance = Math.abs(found - value) / (Math.abs(value) + 1e-3);
      const differs = Number.isNaN(distance) ? Infinity : distance;
      if (differs <= most) continue;
      most = differs;
      const where = values.length > 1
        ? `${describe(at)}, ${placeIn(shape?.(at) ?? [values.length], j)}`
        : describe(at);
      best = { at: where, wanted: numberText(value), found: numberText(found) };
    }
  }
  return best;
}

/** Where a value of a flat list stands: `value 3 of 5`, `row 2, column 7 of [64, 12]`; rows are counted from 1. */
function placeIn(shape: readonly number[], index: number): string {
  const columns = shape.at(-1)!;
  if (shape.length < 2) return `value ${index + 1} of ${columns}`;
  const row = Math.floor(index / columns),
    place = `row ${row % shape.at(-2)! + 1}, column ${index % columns + 1}`;
  const part = shape.length > 2 ? `part ${Math.floor(row / shape.at(-2)!) + 1}, ` : "";
  return `${part}${place} of [${shape.join(", ")}]`;
}
