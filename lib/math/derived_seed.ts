import { lowBits, type Seed } from "./seed.ts";

/**
 * A seed for a stream of random numbers of its own beside the one of `seed`: another one for each purpose and, of one
 * purpose, for each seed that the generator can tell from others.
 *
 * It is the 32-bit FNV-1a hash of the purpose's UTF-8 bytes (Fowler, Noll and Vo), combined by exclusive or with the
 * low 32 bits of the seed, which are all that the generator keeps, and mixed by the finaliser of MurmurHash3 (Appleby):
 * a bijection of 32 bits of which each output bit depends on each input bit. So the streams of neighbouring seeds are
 * no neighbours, and what is drawn for a purpose is neither what another run with `seed + 1` draws first.
 *
 * @param purpose a word or two that say what is drawn: `binarised training images`
 * @returns a whole number from 0 to 2^32 - 1
 * @throws {RangeError} if `seed` is no seed
 */
export function derivedSeed(seed: Seed, purpose: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(purpose)) hash = Math.imul(hash ^ byte, 0x01000193);
  let mixed = hash ^ lowBits(seed);
  mixed = Math.imul(mixed ^ mixed >>> 16, 0x85ebca6b);
  mixed = Math.imul(mixed ^ mixed >>> 13, 0xc2b2ae35);
  return (mixed ^ mixed >>> 16) >>> 0;
}
