import type { JSX } from "../../deps/preact.ts";

/** The command line that makes this part again. */
export function Command({ line }: { readonly line: string }): JSX.Element {
  return (
    <p class="report-command">
      Make it again: <code>{line}</code>
    </p>
  );
}
