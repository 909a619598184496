/**
 * `deno task bench`: how fast the lab is, beside what others take for the same, and whether it reaches
 * its goals. Everybody trains the lab's model with Adam and reads the loss after each step; in turn, for
 * some rounds, since the machine may be shared; of 1 and 2 threads the better counts.
 *
 *     deno task bench
 *     deno task bench --only steps,epochs --python ~/jax/bin/python
 *
 * PyTorch and JAX take part where a Python has them (`--python`, or BENCH_PYTHON in the environment).
 * Left out on purpose: GPUs, and more than two threads, which this model is too small for.
 */
import { runCommand } from "../lib/cli/command.ts";
import { listOf, oneOf, path, wholeNumber } from "../lib/run/option.ts";
import { force, out as outFlag } from "../lib/run/run_options.ts";
import { writePicture } from "../lib/experiment/write_picture.ts";
import { openOutput } from "../lib/cli/open_output.ts";
import { benchFigure } from "./bench_figure.ts";
import { measure } from "./measure.ts";
import { PARTS } from "./results.ts";
import { machineLines, tables } from "./tables.ts";

const only = {
  ...listOf(oneOf(`measure only these: ${PARTS.join(", ")} (default: all)`, PARTS[0], PARTS)),
  value: "PART,...",
};

if (import.meta.main) {
  const status = await runCommand({
    name: "bench",
    description: "Measure the lab's speed and memory, beside PyTorch and JAX, against its goals.",
    flags: {
      rounds: wholeNumber("rounds of steps; of epochs, half as many", 7, 1),
      only,
      python: path("PATH", "a Python that has torch or jax (default: python3)", undefined),
      out: outFlag("bench"),
      force,
    },
    examples: [
      ["bench", "everything, in about ten minutes"],
      ["bench --only steps --rounds 3", "the training step alone"],
    ],
    interruptible: true,
    async run(options, terminal, signal) {
      const { out, force } = options;
      const files = ["bench.json", "bench.png"];
      using folder = await openOutput({ task: "bench", out, force }, files);
      const results = await measure(options, terminal, signal);
      await folder.write("bench.json", JSON.stringify(results, null, 2) + "\n");
      const figure = await benchFigure(results);
      if (figure) await writePicture(folder, "bench.png", figure);
      tables(results).forEach((line) => terminal.say(line));
      machineLines(results).forEach((line) => terminal.say(line));
      terminal.note(`${figure ? "bench.png and " : ""}bench.json are in ${options.out}`);
    },
  });
  Deno.exit(status);
}
