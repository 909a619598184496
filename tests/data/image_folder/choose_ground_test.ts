/** On which ground transparent pictures are laid, and what counts as drawn on paper. */
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { edgeMedian, groundOf } from "../../../lib/data/image_folder/choose_ground.ts";

it("groundOf() is the ground on which pictures can be seen", () => {
  const drawn = (gray: number) => ({ gray: Uint8Array.of(gray, 0), ground: Uint8Array.of(0, 255) });
  assertEquals(groundOf([drawn(20), drawn(20)]), 255); // dark ink
  assertEquals(groundOf([drawn(240), drawn(240)]), 0);
  // By how much is drawn, not by the number of pictures; what is opaque says nothing.
  assertEquals(groundOf([{ gray: Uint8Array.of(255, 255) }, drawn(20)]), 255);
  assertEquals(groundOf([{ gray: Uint8Array.of(255, 255) }]), undefined);
});

it("groundOf() judges what is half transparent by what is there of it", () => {
  // White at a quarter of its opacity is 64 on black, and light all the same.
  assertEquals(groundOf([{ gray: Uint8Array.of(64), ground: Uint8Array.of(191) }]), 0);
});

it("edgeMedian() is the median of the outer pixels of all images", () => {
  const framed = (edge: number, inside: number) =>
    Uint8Array.from({ length: 16 }, (_, i) => [5, 6, 9, 10].includes(i) ? inside : edge);
  assertEquals(edgeMedian([framed(250, 0)], 4), 250);
  assertEquals(edgeMedian([framed(250, 0), framed(90, 0), framed(100, 255)], 4), 100);
  assertEquals(edgeMedian([Uint8Array.of(7)], 1), 7);
  assertEquals(edgeMedian([new Uint8Array(9).fill(255)], 3), 255);
});
