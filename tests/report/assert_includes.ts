import { assert } from "@std/assert";

/** Asserts that a document holds a text; says which one it lacks, and not all that it holds. */
export function assertIncludes(html: string, text: string): void {
  assert(html.includes(text), `wanted ${JSON.stringify(text)} in the document`);
}
