import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { lossDomain } from "../../lib/figure/loss_domain.ts";

it("lossDomain() leaves a short peak out", () => {
  assertEquals(lossDomain([181, ...Array(99).fill(50)], [40]), [39, 51]);
});

it("lossDomain() holds everything when the run is all peak", () => {
  const [from, to] = lossDomain([181.7, 179.1, 177.1, 174.9], [178.2]);
  assert(from < 174.9 && to > 181.7, `${from} to ${to}`);
});

it("lossDomain() always holds what must be shown", () => {
  const [from, to] = lossDomain(Array(100).fill(50), [10, 90]);
  assert(from < 10 && to > 90, `${from} to ${to}`);
});

it("lossDomain() of equal values is not empty", () => {
  const [from, to] = lossDomain([50], []);
  assert(from < 50 && to > 50, `${from} to ${to}`);
});
