/** The exercise as a whole: its order, its names, and that no process which runs a student's file holds a solution. */
import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fileOf } from "../../lib/exercise/step.ts";
import { STEPS } from "../../lib/exercise/steps.ts";
import { itNeeds } from "../needs.ts";

const root = new URL("../../", import.meta.url);

/** Files of the library that solve a step, or hold what it should give. */
const SOLVING: Readonly<Record<string, readonly string[]>> = {
  kl_univariate: ["math/kl_univariate.ts", "math/kl_integrands.ts", "math/univariate_proof.ts"],
  kl_diagonal: ["math/kl_diagonal.ts", "math/diagonal_proof.ts", "model/kl.ts"],
  reparameterize: ["model/reparameterize.ts", "model/vae.ts"],
  encoder_decoder: ["model/encoder.ts", "model/decoder.ts", "model/vae.ts"],
  loss: ["model/loss.ts", "model/reconstruction_error.ts", "theory/effective_beta.ts"],
  train_step: ["train/train_step.ts", "train/train.ts"],
  kl_weight: ["math/kl_weight.ts", "train/objective.ts", "train/schedule.ts"],
  collapse: ["measure/measure_units.ts", "measure/units_in_use.ts"],
  sample: ["experiment/sample_codes.ts", "measure/decode_codes.ts"],
  interpolate: ["experiment/interpolation_codes.ts", "math/lerp.ts"],
};

it("the steps are numbered in the lab's order, and each has all that it needs", () => {
  assertEquals(STEPS.map(({ number }) => number), STEPS.map((_, i) => i + 1));
  assertEquals(STEPS.map(({ id }) => id), Object.keys(SOLVING));
  for (const step of STEPS) {
    const { text, skeleton, solution, parts, number, title } = step;
    assert(text.startsWith(`# Step ${number}: ${title}\n`), text.slice(0, 80));
    assert(text.includes(fileOf(step)), `${fileOf(step, ".md")} does not name the file`);
    for (const { name } of parts) {
      assertMatch(skeleton, new RegExp(`${name} is not written yet`));
      assertMatch(solution, new RegExp(`export function ${name}\\b`));
      assert(text.includes(name), `${fileOf(step, ".md")} does not name ${name}`);
    }
  }
});

it("the exercise names at least 40 mistakes, each by a name of its own, with two hints", () => {
  const mistakes = STEPS.flatMap(({ parts }) => parts).flatMap(({ mistakes }) => mistakes);
  assert(mistakes.length >= 40, `only ${mistakes.length}`);
  assertEquals(new Set(mistakes.map(({ name }) => name)).size, mistakes.length);
  for (const { name, message, hint, strongerHint } of mistakes) {
    assertMatch(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const text of [message, hint, strongerHint]) {
      assertMatch(text, /^[\w`].{10,}[.?!)]$/s, name);
    }
    assert(hint !== strongerHint, name);
  }
});

itNeeds(
  ["read", "run"],
  "no process that runs a student's file holds the solution of its step",
  async () => {
    for (const [i, { id }] of STEPS.entries()) {
      const { stdout } = await new Deno.Command(Deno.execPath(), {
        args: ["info", "--json", `lib/exercise/steps/${id}/probe.ts`],
        cwd: fileURLToPath(root),
        stderr: "null",
      }).output();
      const own = [...loaded(JSON.parse(new TextDecoder().decode(stdout)))]
        .filter((specifier) => specifier.startsWith(root.href))
        .map((specifier) => specifier.slice(root.href.length));
      assert(own.includes("lib/exercise/mod.ts"), own.join());
      const later = STEPS.slice(i).flatMap((step) => SOLVING[step.id].map((file) => `lib/${file}`));
      const held = own.filter((path) =>
        later.includes(path) || /solution|mistakes|step\.ts$/.test(path)
      );
      assertEquals(held, [], `the probe of ${id}`);
    }
  },
);

interface Graph {
  readonly roots: readonly string[];
  readonly modules: readonly {
    readonly specifier: string;
    /** `code` is absent where only types are imported. */
    readonly dependencies?: readonly { readonly code?: { readonly specifier: string } }[];
  }[];
}

/** What a module loads when it runs: types are not loaded. */
function loaded({ roots, modules }: Graph): Set<string> {
  const found = new Set<string>();
  function walk(specifier: string): void {
    if (found.has(specifier)) return;
    found.add(specifier);
    const own = modules.find((module) => module.specifier === specifier);
    for (const { code } of own?.dependencies ?? []) if (code) walk(code.specifier);
  }
  roots.forEach(walk);
  return found;
}
