/** The specification of Exercise 1's figure: plain data, which needs no canvas. */
import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { klSpecification } from "../../lib/figure/kl_specification.ts";

const [q, p] = [{ mean: 1, std: 0.5 }, { mean: 0, std: 1 }];

it("klSpecification() is plain data, so that a page may draw it elsewhere", () => {
  const specification = klSpecification(q, p);
  assertEquals(structuredClone(specification), specification);
});

it("klSpecification() names its pair", () => {
  const { title } = klSpecification(q, p) as { title: { text: string } };
  assertEquals(title.text, "KL(q ‖ p) of q = N(1, 0.5²) and p = N(0, 1²)");
});

it("klSpecification() refuses what is no Gaussian, and says which", () => {
  const bad = { mean: 0, std: -1 };
  assertThrows(() => klSpecification(bad, p), RangeError, "q.std must be");
  assertThrows(() => klSpecification(q, bad), RangeError, "p.std must be");
});
