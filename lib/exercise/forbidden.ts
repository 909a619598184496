import type { Finding } from "./step.ts";

/** How Deno refuses what a submission may not do. */
export const FORBIDDEN =
  /Requires \w+ access|remote specifier was requested|not found in cache|for package/;

/** What is told of a file, or of a function, that wanted more. */
export function forbidden(what: string, message: string): Finding {
  return {
    message: `${what} wants more than a step may use: ${
      message.replace(/, run again with the --allow-\w+ flag/, ".")
        .replace(/\n\s*at .*?(?= \(line \d+\)$|$)/s, "")
    }`,
    hint:
      "A step may import `@vae/lab/exercise` and the files beside it, and may do nothing but compute.",
    strongerHint:
      "Files, the network, the library's other modules and packages are out of reach while a step is checked.",
  };
}
