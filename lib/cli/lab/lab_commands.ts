import type { CommandName, RunName } from "../../report/lab_report.ts";
import { modelOptions, type OptionTable } from "../../run/option.ts";
import { flagName } from "../flags.ts";
import { invocation } from "../invocation.ts";
import { shellWord } from "../shell_word.ts";
import { LAB_FLAGS, type LabOptions } from "./lab_flags.ts";
import type { LabRun } from "./lab_runs.ts";

/** The command lines that make the lab's report, and each of its parts, again. */
export function labCommands(
  options: LabOptions,
  runs: readonly LabRun[],
): Record<CommandName, string> {
  const { seed, data, backend, threads, out, quick } = options;
  const images = quick ? runs[0].options.images : undefined;
  const model = `${out}/anneal/model.safetensors`;
  const common = { seed: seed || undefined, data: data === "mnist" ? undefined : data };
  const where = { backend: backend === "auto" ? undefined : backend, threads };
  const decoded = { model, seed: common.seed, backend: where.backend };
  const trained = runs.map(({ name, task, options }) =>
    [name, line(name, { ...changed(task.options, { ...options }), ...where })] as const
  );
  return {
    ...Object.fromEntries(trained) as Record<RunName, string>,
    lab: line("lab", {
      ...{
        quick: quick || undefined,
        author: options.author,
        answers: options.answers,
        ...common,
        ...where,
      },
      out: out === LAB_FLAGS.out.default ? undefined : out,
    }),
    kl: line("kl", { seed: common.seed }),
    predict: line("predict", { images, data: common.data }),
    sample: line("sample", decoded),
    samplePrior: line("sample", { prior: "normal", ...decoded }),
    compare: line("sample", { compare: true, images, data: common.data, ...decoded }),
    interpolate: line("interpolate", { ...decoded, data: common.data }),
  };
}

/** The options of a run that have another value than their default, but for where it is computed. */
function changed(
  table: OptionTable,
  options: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const names = [...modelOptions(table), "images", "data"];
  return Object.fromEntries(
    names.filter((name) => options[name] !== table[name].default)
      .map((name) => [name, options[name]]),
  );
}

/** A command line: of a switch its name, of what is `undefined` nothing. */
function line(task: string, options: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return value === true ? [flagName(name)] : [flagName(name), shellWord(`${value}`)];
  });
  return [invocation(task), ...words].join(" ");
}
