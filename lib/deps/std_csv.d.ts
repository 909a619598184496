/** The types of what is used of it; the npm package ships JavaScript alone. */
export function stringify(
  data: readonly Readonly<Record<string, unknown>>[],
  options: { readonly columns: readonly string[] },
): string;
/** The rows of a text, by the names in its first row. */
export function parse(
  text: string,
  options: { readonly skipFirstRow: true },
): Record<string, string | undefined>[];
