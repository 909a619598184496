/** What holds for every step, whoever wrote it: solutions out of reach, and no answers that break the grader. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import type { Answer } from "../../lib/exercise/answer.ts";
import { drawCases } from "../../lib/exercise/draw_cases.ts";
import { STEPS } from "../../lib/exercise/steps.ts";
import { itNeeds } from "../needs.ts";
import { handIn, RIGHTS } from "./hand_in.ts";

const LAB = new URL("../../", import.meta.url);

/** The modules that a probe loads, by their paths in the lab. */
async function loadedBy(probe: string): Promise<string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--config", fileURLToPath(new URL("deno.json", LAB)), probe],
    cwd: LAB,
    stderr: "null",
  }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as { modules: Module[] };
  const imports = new Map(modules.map(({ specifier, dependencies = [] }) => [
    specifier,
    dependencies.flatMap(({ code }) => code?.specifier ?? []), // types are not loaded
  ]));
  const loaded = new Set<string>();
  function load(specifier: string): void {
    if (loaded.has(specifier)) return;
    loaded.add(specifier);
    imports.get(specifier)?.forEach(load);
  }
  load(new URL(probe, LAB).href);
  return [...loaded].filter((url) => url.startsWith(LAB.href)).map((url) =>
    url.slice(LAB.href.length)
  );
}

interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly { readonly code?: { readonly specifier: string } }[];
}

/** Of a step's folder, what judges or solves. */
const JUDGE = /\/steps\/\w+\/(?:step|solution|mistakes|skeleton)\.ts$/;
/** The library's formulas, by the first step that may use them as given. */
const GIVEN: readonly (readonly [module: RegExp, step: number])[] = [
  [/^lib\/math\/kl/, 2],
  [/^lib\/model\/kl/, 3],
  [/^lib\/model\/reparameterize/, 4],
  [/^lib\/model\/loss/, 6],
  [/^lib\/(?:train|theory|measure|experiment|run|report|figure|cli)\//, Infinity],
];

for (const step of STEPS) {
  const probe = `lib/exercise/steps/${step.id}/probe.ts`;
  itNeeds(
    RIGHTS,
    `step ${step.number}: what the probe loads, and a cheat may import, is no solution`,
    async () => {
      const loaded = await loadedBy(probe);
      assert(loaded.includes("lib/exercise/probe/answer_to.ts"), String(loaded));
      assertEquals(loaded.filter((path) => JUDGE.test(`/${path}`)), []);
      for (const [module, from] of GIVEN) {
        if (step.number < from) assertEquals(loaded.filter((path) => module.test(path)), []);
      }
    },
  );
  itNeeds(
    RIGHTS,
    `step ${step.number}: no points for a file that imports the solution`,
    async () => {
      const solution = new URL(`lib/exercise/steps/${step.id}/solution.ts`, LAB).href;
      const { points, steps: [{ parts }] } = await handIn(`export * from "${solution}";`, { step });
      assertEquals(points, 0);
      for (const { finding } of parts) assertMatch(finding!.message, /more than a step may use/);
    },
  );
  it(`step ${step.number}: answers of a stranger pass nothing, and break nothing`, async () => {
    const cases = await drawCases(step, "a seed");
    for (const part of step.parts) {
      const asked = cases[part.name];
      for (const [name, answers] of Object.entries(strange(asked.length))) {
        const finding = part.check(asked, answers);
        assert(finding, `${part.name} passes with ${name}`);
        assert(finding.message.length > 10 && finding.hint.length > 10, JSON.stringify(finding));
      }
    }
  });
}

/** Answers that no honest file gives, as many as there are cases: `checkStep` lets no other number through. */
function strange(n: number): Record<string, readonly Answer[]> {
  const all = (answer: Answer) => Array.from({ length: n }, () => answer);
  const numbers = (value: number, shape: readonly number[] = []): Answer => ({
    values: Array(shape.reduce((product, length) => product * length, 1)).fill(value),
    shape,
  });
  return {
    "errors": all({ thrown: "no" }),
    "words": all({ other: "a text" }),
    "NaN": all(numbers(NaN)),
    "NaN in a row": all(numbers(NaN, [4])),
    "infinities": all(numbers(Infinity)),
    "minus infinity in a table": all(numbers(-Infinity, [2, 3])),
    "nothing": all(numbers(0, [0])),
    "nothing in rows": all(numbers(0, [3, 0])),
    "a large number": all(numbers(1e300)),
    "many dimensions": all(numbers(1.5, [1, 2, 1, 2, 1, 2])),
    "many numbers": all(numbers(0.5, [1000])),
    "a mixture": Array.from(
      { length: n },
      (_, i) => i % 3 === 0 ? numbers(i) : i % 3 === 1 ? { thrown: "" } : { other: "" },
    ),
  };
}
