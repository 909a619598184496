import { assert, assertEquals, assertMatch } from "@std/assert";
import { klWeightStep } from "../../lib/exercise/steps/kl_weight/step.ts";
import { proveStep } from "./prove_step.ts";

/** A student's file, from the body of its function of `e`, `u` and `a`. */
const body = (lines: string) => `
export function klWeight(e: number, { warmUp: u, annealing: a }: any) {
${lines}
}`;

proveStep(klWeightStep, {
  mistakes: {
    "kl-weight-one-epoch-late": [["epoch < warmUp", "--epoch < warmUp"]],
    "kl-weight-one-epoch-early": body(`
  let w = 0;
  for (let epoch = 0; epoch <= e; epoch++) if (epoch >= u) w += 1 / a;
  return Math.min(1, w);`),
    "kl-weight-not-clamped": body("return e < u ? 0 : (e - u) / a;"),
    "kl-weight-negative-in-warm-up": body(
      "return a === 0 ? Number(e >= u) : Math.min((e - u) / a, 1);",
    ),
    "kl-weight-without-ends": body("return (e - u) / Math.max(a, 1e-8);"),
    "kl-weight-warm-up-ignored": body("return a > 0 ? Math.min(1, e / a) : 1;"),
    "kl-weight-jumps-after-warm-up": [["(epoch - warmUp) / annealing", "epoch / annealing"]],
    "kl-weight-ramp-over-both": body("return Math.min(1, e / (u + a));"),
    "kl-weight-ramp-ends-at-annealing": body(`
  if (e <= u) return 0;
  if (e < a) return (e - u) / (a - u);
  return 1;`),
    "kl-weight-ramp-too-short": body(`
  const ramp = Array.from({ length: a }, (_, i) => i / (a - 1)); // as np.linspace(0, 1, a)
  return e < u ? 0 : ramp[e - u] ?? 1;`),
    "kl-weight-ramp-too-long": body(`
  const ramp = Array.from({ length: a + 2 }, (_, i) => i / (a + 1));
  return e < u ? 0 : ramp[e - u] ?? 1;`),
    "kl-weight-durations-swapped": [[
      "{ warmUp, annealing }",
      "{ annealing: warmUp, warmUp: annealing }",
    ]],
    "kl-weight-annealed-down": [["(epoch - warmUp)", "(warmUp + annealing - epoch)"]],
    "kl-weight-fraction-upside-down": [[
      "(epoch - warmUp) / annealing",
      "annealing / (epoch - warmUp)",
    ]],
    "kl-weight-no-ramp": body("return e < u ? 0.0 : 1.0;"),
    "kl-weight-rounded": [["(epoch - warmUp) / annealing", "((epoch - warmUp) / annealing) | 0"]],
    "kl-weight-brackets-missing": [["(epoch - warmUp) / annealing", "epoch - warmUp / annealing"]],
    "kl-weight-per-pixel": [["return (epoch", "return (1 / 784) * (epoch"], [
      "return 1;",
      "return 1 / 784;",
    ]],
    "kl-weight-early-and-not-clamped": body("return e < u ? 0 : (e - u + 1) / a;"),
    "kl-weight-remembers": `
let w = 0;
export function klWeight(e: number, { warmUp: u, annealing: a }: any) {
  if (e < u) return 0;
  w += 1 / a;
  return Math.min(1, w);
}`,
    "kl-weight-percent": body(
      "return Math.max(0, Math.min(100, a ? ((e - u) * 100) / a : e < u ? 0 : 100));",
    ),
    "kl-weight-starts-over": body(`
  const period = u + a || 1;
  const place = e % period;
  if (place < u) return 0;
  return (place - u) / (a || 1);`),
    "kl-weight-always-one": body("return 1;"),
    "kl-weight-always-zero": body("return 0;"),
    "kl-weight-curved-ramp": [[
      "return (epoch - warmUp) / annealing",
      `
  const part = (epoch - warmUp) / annealing;
  return (1 - Math.cos(Math.PI * part)) / 2`,
    ]],
    "kl-weight-divided-by-zero": body("return Math.max(0, Math.min(1, (e - u) / a));"),
    "kl-weight-warm-up-too-long-without-ramp": [["epoch < warmUp", "epoch <= warmUp"]],
    "kl-weight-one-without-ramp": body(`
  if (!a) return 1;
  return Math.max(0, Math.min(1, (e - u) / a));`),
    "kl-weight-zero-without-ramp": body(`
  const part = a > 0 ? (e - u) / a : 0;
  return part < 0 ? 0 : part > 1 ? 1 : part;`),
  },
  equivalents: {
    "by the epochs that are left": body(`
  const left = Math.max(0, u + a - e);
  if (left === 0) return 1;
  return left > a ? 0 : 1 - left / a;`),
    "by a sum over the epochs so far": body(`
  let w = 0;
  for (let i = u + 1; i <= Math.min(e, u + a); i++) w += 1 / a;
  return a === 0 && e >= u ? 1 : w;`),
    "by a table": body(`
  const table = [...Array(u).fill(0), ...Array.from({ length: a }, (_, i) => i / a)];
  return table[e] ?? 1;`),
    "by a tensor of float32": `
import { tf } from "@vae/lab/exercise";
export function klWeight(epoch: number, { warmUp, annealing }: any) {
  if (epoch >= warmUp + annealing) return 1;
  return tf.clipByValue(tf.div(tf.sub(epoch, warmUp), annealing), 0, 1);
}`,
    "with a tiny number in the denominator": body(
      "return Math.max(0, Math.min(1, (e - u + (a ? 0 : 1)) / (a + 1e-9)));",
    ),
  },
  others: {
    "a weight of one half everywhere": body("return 0.5;"),
    "a name that the schedule does not have": body("return (e - u.epochs) / a;"),
    "a ramp of half the length": [[
      "(epoch - warmUp) / annealing",
      "Math.min(1, 2 * (epoch - warmUp) / annealing)",
    ]],
    "a text": body("return String(e < u ? 0 : e >= u + a ? 1 : (e - u) / a);"),
    "nothing during the warm-up": body("if (e >= u) return e >= u + a ? 1 : (e - u) / a;"),
    "a table for the whole run": body(
      "return Array.from({ length: e }, (_, i) => Math.min(1, i / a));",
    ),
  },
});

/** The lab's own numbers, which no formula here has made. */
const LAB: readonly [warmUp: number, annealing: number, weights: readonly number[]][] = [
  [0, 5, [0.2, 0.4, 0.6, 0.8, 1, 1]],
  [5, 10, [0, 0, 0, 0, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1]],
  [3, 0, [0, 0, 1, 1]],
  [0, 0, [1, 1]],
];

Deno.test("step 7 wants the weights that the lab prints, and not those of the epochs before", () => {
  const [part] = klWeightStep.parts;
  const cases = LAB.flatMap(([warmUp, annealing, weights]) =>
    weights.map((_, i) => ({ epoch: i + 1, warmUp, annealing }))
  );
  const answers = (of: (weights: readonly number[]) => readonly number[]) =>
    LAB.flatMap(([, , weights]) => of(weights).map((weight) => ({ values: [weight], shape: [] })));
  assertEquals(part.check(cases, answers((weights) => weights)), undefined);
  const late = answers((weights) => [0, ...weights.slice(0, -1)]);
  assertEquals(part.check(cases, late)?.mistake, "kl-weight-one-epoch-late");
});

Deno.test("step 7 shows a mistake of the ramp by a schedule that has one", () => {
  const [part] = klWeightStep.parts;
  const cases = LAB.flatMap(([warmUp, annealing, weights]) =>
    weights.map((_, i) => ({ epoch: i + 1, warmUp, annealing }))
  );
  const line = ({ epoch, warmUp, annealing }: typeof cases[number]) => (epoch - warmUp) / annealing;
  const answers = cases.map((at) => ({ values: [line(at)], shape: [] })); // NaN or infinite without a ramp
  const { mistake, evidence } = part.check(cases, answers)!;
  assertEquals(mistake, "kl-weight-without-ends");
  assertMatch(evidence!.at, /annealing: (5|10) \}$/);
  assert(Number.isFinite(Number(evidence!.found)));
});
