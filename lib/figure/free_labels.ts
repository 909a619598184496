/** A label beside a mark. */
export interface MarkLabel {
  /** The mark's place, in pixels at scale 1. */
  readonly x: number;
  /** From the bottom up or from the top down: only differences count. */
  readonly y: number;
  readonly text: string;
  /** Whether it stands to the left of the mark, or to the right. */
  readonly left: boolean;
}

/** Pixels at scale 1: the height of a line, the mean width of a letter, the space beside the mark. */
const LINE = 12, LETTER = 6.2, GAP = 8;

/** The labels that overlap none before them: others would make a blot. */
export function freeLabels<T extends MarkLabel>(labels: readonly T[]): T[] {
  const kept: { readonly from: number; readonly to: number; readonly y: number }[] = [];
  return labels.filter(({ x, y, text, left }) => {
    const width = text.length * LETTER;
    const from = left ? x - GAP - width : x + GAP;
    const to = from + width;
    const taken = kept.some((other) =>
      from < other.to && other.from < to && Math.abs(y - other.y) < LINE
    );
    if (!taken) kept.push({ from, to, y });
    return !taken;
  });
}
