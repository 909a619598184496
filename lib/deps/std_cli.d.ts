/** The types of what is used of it; the npm package ships JavaScript alone. */
export function parseArgs(
  args: readonly string[],
  options: {
    /** The flags without a value. */
    readonly boolean: readonly string[];
    /** The flags with a value. */
    readonly string: readonly string[];
    /** The flags whose values are all kept, in a list. */
    readonly collect: readonly string[];
    /** Keeps what follows `--` apart from the other arguments. */
    readonly "--": true;
    /** Called for what is none of these flags; `name` is there if it begins with a dash. */
    unknown(argument: string, name?: string): false;
  },
): { readonly "--": readonly string[]; readonly [name: string]: boolean | readonly string[] };
