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

it("lossDomain() leaves a margin of 4 %, or 1/2, and ends on a multiple of 5 where it is wide", () => {
  assertEquals(lossDomain([50.6], [59.6]), [50, 61]); // 50.1 and 60.1
  assertEquals(lossDomain([40], [60]), [39, 61]); // 39.2 and 60.8
  assertEquals(lossDomain([20], [50]), [15, 55]); // 18.8 and 51.2
  assertEquals(lossDomain([20], [120]), [15, 125]); // 16 and 124
});

it("lossDomain() does not go below 0", () => {
  assertEquals(lossDomain([0.1], [0.3]), [0, 1]);
});
