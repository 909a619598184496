/**
 * Does the model recover? The weight of the KL term rises through the collapse and falls again in
 * one run.
 *
 *     deno task hysteresis
 *     deno task hysteresis --head linear --out out/hysteresis-linear-heads
 *
 * If annealing only delayed the collapse, a unit would become inactive on the way up at the weight
 * at which it becomes active again on the way down: where training came from would not matter. Each
 * epoch has a weight of its own, in equal ratios; the figure lays both ways over the best linear
 * VAE at each weight.
 * Left out on purpose: several epochs at each weight. More --epochs make a slower ramp.
 */
import { runCommand } from "../lib/cli/command.ts";
import { hysteresisLines } from "../lib/cli/hysteresis_lines.ts";
import { sayResults } from "../lib/cli/say_results.ts";
import { startRun, trainRun } from "../lib/cli/train_run.ts";
import { checkVariety } from "../lib/data/mod.ts";
import { drawHysteresis, hysteresis, ways } from "../lib/experiment/mod.ts";
import { checkTheorySize, spectra } from "../lib/theory/mod.ts";
import { finishRun, loadMnist } from "../mod.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "hysteresis",
    description: "Raise the weight of the KL term through the collapse and lower it again.",
    flags: hysteresis.options,
    examples: [
      ["hysteresis", "30 epochs, the weight from 0.5 to 12 and back"],
      ["hysteresis --epochs 60 --out out/hysteresis-60", "a ramp half as fast"],
      ["hysteresis --architecture linear --out out/hysteresis-linear", "the linear VAE of theory"],
      [
        "hysteresis --likelihood bernoulli --lowest 2 --beta 40 --out out/hysteresis-bernoulli",
        "cross-entropy, whose collapse is due at 32",
      ],
    ],
    objection: hysteresis.objection,
    interruptible: true,
    async run(options, terminal, signal) {
      const data = await loadMnist({ source: options.data, count: options.images });
      checkVariety(data);
      checkTheorySize(data);
      const session = await startRun(hysteresis, options, terminal, signal);
      await trainRun(session, terminal, signal, { weightShown: true });
      const spectrum = spectra(session.data)[options.likelihood];
      const eigenvalues = options.likelihood === "gaussian" ? spectrum.eigenvalues : undefined;
      const verdict = await finishRun(session, {
        eigenvalues,
        figures: async () => ({ "hysteresis.png": await drawHysteresis(session, spectrum) }),
      });
      sayResults(session, verdict, {}, terminal);
      for (const line of hysteresisLines(ways(session.epochs), spectrum)) terminal.say(line);
      terminal.say(`The figure: ${options.out}/hysteresis.png`);
    },
  });
  Deno.exit(status);
}
