/** What a student's function gives, in words. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? "one number" : `numbers in the shape [${shape.join(", ")}]`;
}
