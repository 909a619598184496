/** The largest of ..., 0.1, 0.2, 0.5, 1, 2, 5, 10, ... that is not above `size`. */
export function niceStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9);
  const factor = [5, 2].find((factor) => factor * power <= size * (1 + 1e-9)) ?? 1;
  return Number((factor * power).toPrecision(1));
}

/** The multiple of `step` nearest to `value`, without the digits that arithmetic leaves behind. */
export function toMultiple(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toPrecision(12));
}

/** The multiples of a nice step between two numbers, about `count` of them: the ticks of an axis. */
export function niceTicks([from, to]: readonly [number, number], count: number): number[] {
  const step = niceStep((to - from) / count);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (
    toMultiple((first + i) * step, step)
  ));
}
