/** A seed that nobody chose, for buttons that draw something. */
export function freshSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0];
}
