/** The types of what is used of it; the npm package ships JavaScript alone. */
export function parse(text: string): unknown;
