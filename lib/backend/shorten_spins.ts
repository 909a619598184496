/** `i32.const 1000000`, which the package's build with threads holds three times. */
const LONG = [0x41, 0xc0, 0x84, 0x3d];
/** `i32.const 20000`, in as many bytes. */
const SHORT = [0x41, 0xa0, 0x9c, 0x01];
const PLACES = 3;

/**
 * Lets a thread of XNNPACK's pool look 20,000 times, not a million, whether the others are ready,
 * before it sleeps.
 *
 * With a million, a training step takes 2.3 to 2.7 times as long as on one thread where another process
 * wants one of two cores: the thread that looks keeps the core from the one that it waits for. With
 * 20,000 it takes as long as on one thread there; two idle cores then save 0 to 18 percent, not 20.
 *
 * @param wasm changed in place
 * @returns false, and nothing is changed, if this is not the build that is known
 */
export function shortenSpins(wasm: Uint8Array): boolean {
  const places: number[] = [];
  for (let at = wasm.indexOf(LONG[0]); at !== -1; at = wasm.indexOf(LONG[0], at + 1)) {
    if (LONG.every((byte, i) => wasm[at + i] === byte)) places.push(at);
  }
  if (places.length !== PLACES) return false;
  for (const place of places) wasm.set(SHORT, place);
  return true;
}
