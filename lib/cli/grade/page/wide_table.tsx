import type { ComponentChildren, JSX } from "../../../deps/preact.ts";

/** What a table shows. */
export interface WideTableProps {
  /** What stands over it. */
  readonly caption: string;
  /** Its head and body. */
  readonly children: ComponentChildren;
}

/** A table that, where it is wider than the screen, scrolls by itself, and by the keyboard. */
export function WideTable({ caption, children }: WideTableProps): JSX.Element {
  return (
    <div class="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        {children}
      </table>
    </div>
  );
}
