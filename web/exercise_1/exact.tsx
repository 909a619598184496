import { numberText } from "../../lib/figure/number_text.ts";

/** A number in a few digits, which carries all of them: for a screen reader's list, a copy, and the tests. */
export function Exact(
  { id, value, digits = 7 }: {
    readonly id?: string;
    readonly value: number;
    readonly digits?: number;
  },
) {
  return (
    <data id={id} class="kl-number" value={String(value)}>
      {numberText(value, { digits, keepZeros: true })}
    </data>
  );
}
