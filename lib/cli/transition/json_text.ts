/** JSON has no bigint, which a seed may be. */
export function jsonText(results: object): string {
  const digits = (_: string, value: unknown) => typeof value === "bigint" ? `${value}` : value;
  return `${JSON.stringify(results, digits, 2)}\n`;
}
