/** The types of what is used of it; the npm package ships JavaScript alone. */
export function stringify(
  data: readonly Readonly<Record<string, unknown>>[],
  options: { readonly columns: readonly string[] },
): string;
