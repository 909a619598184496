import { assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { scheduleLine } from "../../lib/cli/schedule_line.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { klWeight } from "../../lib/math/kl_weight.ts";

const lines: [warmUp: number, annealing: number, epochs: number, beta: number, line: string][] = [
  [0, 5, 15, 1, "0.2 in epoch 1, rising to 1 in epoch 5"],
  [5, 10, 20, 1, "0 in epochs 1 to 5, 0.1 in epoch 6, rising to 1 in epoch 15"],
  [5, 0, 15, 1, "0 in epochs 1 to 4, 1 from epoch 5 on"],
  [2, 0, 15, 4, "0 in epoch 1, 4 from epoch 2 on"],
  [1, 0, 15, 1, "1 from epoch 1 on"],
  [0, 0, 15, 1, "1 from epoch 1 on"],
  [0, 1, 15, 1, "1 from epoch 1 on"],
  [5, 1, 15, 1, "0 in epochs 1 to 5, 1 from epoch 6 on"],
  [1, 3, 2, 1, "0 in epoch 1, 0.333 in epoch 2, where the run ends; 1 would be reached in epoch 4"],
  [
    0,
    5,
    3,
    1,
    "0.2 in epoch 1, rising to 0.6 in epoch 3, where the run ends; 1 would be reached in epoch 5",
  ],
  [5, 5, 5, 1, "0 in every epoch; the KL term would come in with epoch 6, after the run's end"],
  [0, 5, 5, 0, "0 in every epoch (--beta 0)"],
];
for (const [warmUp, annealing, epochs, beta, line] of lines) {
  it(`--warm-up ${warmUp} --annealing ${annealing}, ${epochs} epochs, beta ${beta}: ${line}`, () => {
    assertEquals(scheduleLine({ warmUp, annealing, epochs, beta }), `KL weight: ${line}`);
  });
}

it("scheduleLine() names the last epoch without a KL term, as klWeight() counts", () => {
  const few = fc.nat(6);
  fc.assert(
    fc.property(few, few, (warmUp, annealing) => {
      const line = scheduleLine({ warmUp, annealing, epochs: 20, beta: 1 });
      const weights = Array.from({ length: 20 }, (_, i) => klWeight(i + 1, { warmUp, annealing }));
      const zeros = weights.lastIndexOf(0) + 1;
      if (zeros === 0) assertEquals(line.includes(": 0 in"), false, line);
      else assertStringIncludes(line, zeros === 1 ? "0 in epoch 1," : `0 in epochs 1 to ${zeros},`);
      const full = weights.indexOf(1) + 1;
      assertStringIncludes(line, `1 ${weights[full - 2] > 0 ? "in" : "from"} epoch ${full}`);
    }),
    { seed: 1 },
  );
});
