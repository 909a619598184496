import { useSignal } from "../../lib/deps/preact_signals.ts";
import { exploreModel } from "../explore/explore_model.ts";
import type { OptionTable } from "../../lib/run/option.ts";
import { commandLine } from "../parts/command_line.ts";
import { saveFile } from "../parts/save.ts";
import { TRAINING_TASKS } from "../state.ts";
import { words } from "../words.ts";
import type { RunFiles } from "./run_files.ts";
import type { Training } from "./training.ts";

/** Buttons that save a run's files. */
export function SaveRun({ training }: { readonly training: Training }) {
  const wrong = useSignal("");
  const { task, given } = training.wanted;
  const name = `${task}-seed-${given.seed ?? training.start.value?.options.seed ?? 0}`;
  const command = resumeCommand(training, name);
  const withFiles = async (use: (files: RunFiles) => void | Promise<void>) => {
    wrong.value = "";
    try {
      await use(await training.files());
    } catch (error) {
      wrong.value = (error as Error).message;
    }
  };
  return (
    <div>
      <p class="buttons">
        <button
          type="button"
          data-save="zip"
          onClick={() =>
            withFiles(async (files) => saveFile(await zipOf(files, name), `${name}.zip`))}
        >
          {words.train.save}
        </button>
        <button
          type="button"
          data-save="model"
          onClick={() =>
            withFiles((files) => {
              const model = files["model.safetensors"];
              if (model) saveFile(model, `${name}.safetensors`);
              else wrong.value = words.train.noModelYet;
            })}
        >
          {words.train.saveModel}
        </button>
        <button
          type="button"
          data-save="explore"
          onClick={() =>
            withFiles((files) => {
              const model = files["model.safetensors"];
              if (model) exploreModel(model, `${name}.safetensors`);
              else wrong.value = words.train.noModelYet;
            })}
        >
          {words.train.openExplore}
        </button>
      </p>
      <p class="quiet">{words.train.saveHelp}</p>
      {command && (
        <p class="quiet">
          {words.train.resumeWith} <code>{command}</code>
        </p>
      )}
      {wrong.value && <p class="wrong" role="alert">{wrong}</p>}
    </div>
  );
}

/** The command line that goes on where the run stands: a resume takes the options that it began with. */
function resumeCommand({ start, changes }: Training, name: string): string | undefined {
  const begun = start.value;
  if (!begun) return undefined;
  const table = TRAINING_TASKS[begun.task].options as unknown as OptionTable;
  const changed = changes.value;
  const options = {
    ...begun.options,
    ...changed.length > 0 ? { beta: changed[changed.length - 1].beta } : {},
  } as Readonly<Record<string, unknown>>;
  const given = Object.keys(table).filter((option) =>
    (table[option].shapes ?? "model") !== "nothing" && option !== "divisor" &&
    options[option] !== undefined && options[option] !== table[option].default
  ).map((option) => [option, options[option]]);
  return commandLine(begun.task, {
    ...{ out: `out/${name}`, resume: true, backend: "wasm" },
    ...Object.fromEntries(given),
  });
}

/** The files in a folder of this name, as a zip. */
async function zipOf(files: RunFiles, folder: string): Promise<Uint8Array<ArrayBuffer>> {
  const { zipSync } = await import("../../lib/deps/fflate.ts");
  const named = Object.entries(files).map(([name, bytes]) => [`${folder}/${name}`, bytes]);
  // Weights do not become smaller: stored, they are written at once.
  return zipSync(Object.fromEntries(named), { level: 0 });
}
