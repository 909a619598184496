/** The command lines that a report gives for its parts. */
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { labCommands } from "../../../lib/cli/lab/lab_commands.ts";
import { LAB_FLAGS, type LabOptions } from "../../../lib/cli/lab/lab_flags.ts";
import { labRuns } from "../../../lib/cli/lab/lab_runs.ts";
import { defaultsOf } from "../../../lib/run/option.ts";

/** The commands, without what a user types before the task. */
function commandsOf(given: Partial<LabOptions>): Record<string, string> {
  const options: LabOptions = { ...defaultsOf<LabOptions>(LAB_FLAGS), ...given };
  const commands = Object.entries(labCommands(options, labRuns(options, 60_000)));
  return Object.fromEntries(commands.map(([name, line]) => [name, line.replace(/^.* task /, "")]));
}

it("the lab's own report is made by commands without options", () => {
  const { sample, samplePrior, compare, interpolate, ...others } = commandsOf({});
  assertEquals(others, {
    ...{ lab: "lab", kl: "kl", predict: "predict" },
    ...{ naive: "naive", collapse: "collapse", anneal: "anneal" },
  });
  const model = "--model out/lab/anneal/model.safetensors";
  assertEquals([sample, samplePrior, compare, interpolate], [
    `sample ${model}`,
    `sample --prior normal ${model}`,
    `sample --compare ${model}`,
    `interpolate ${model}`,
  ]);
});

it("commands carry what makes a report another one, in words for a shell", () => {
  const { lab, naive, anneal, predict, kl } = commandsOf({
    ...{ quick: true, seed: 7, data: "my faces", backend: "wasm", out: "out/quick" },
    author: "O'Hara & co",
  });
  const data = Deno.build.os === "windows" ? '"my faces"' : "'my faces'";
  const author = Deno.build.os === "windows" ? `"O'Hara & co"` : `'O'\\''Hara & co'`;
  assertEquals(
    lab,
    `lab --quick --author ${author} --seed 7 --data ${data} --backend wasm --out out/quick`,
  );
  assertEquals(naive, `naive --seed 7 --images 20000 --data ${data} --backend wasm`);
  assertEquals(
    anneal,
    `anneal --seed 7 --epochs 5 --images 20000 --data ${data} --backend wasm`,
  );
  assertEquals(predict, `predict --images 20000 --data ${data}`);
  assertEquals(kl, "kl --seed 7");
});
