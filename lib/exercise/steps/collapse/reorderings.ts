/** All orders of a list except its own. */
export function reorderings(list: readonly number[]): number[][] {
  const orders = (rest: readonly number[]): number[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((first) =>
        orders(rest.filter((other) => other !== first)).map((order) => [first, ...order])
      );
  return orders(list).filter((order) => String(order) !== String(list));
}
