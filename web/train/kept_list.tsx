import { useSignal } from "../../lib/deps/preact_signals.ts";
import { changedOptions } from "../../lib/experiment/changed_options.ts";
import { kebabCase } from "../../lib/run/option.ts";
import type { RunRecord } from "../../lib/run/run_record.ts";
import { type TaskName, TRAINING_TASKS } from "../state.ts";
import { words } from "../words.ts";
import { forgetRun, keptFiles } from "./kept_runs.ts";
import type { RunFiles } from "./run_files.ts";
import { kept, lookForKept } from "./trainings.ts";

/** Runs that are listed at once. */
const FIRST = 8;

/** The runs that this browser keeps, newest first. */
export function KeptList(
  { open }: { readonly open: (files: () => Promise<RunFiles>, id: string) => void },
) {
  const all = useSignal(false);
  const runs = kept.value;
  if (runs.length === 0) return <p>{words.train.noneKept}</p>;
  const shown = all.value ? runs : runs.slice(0, FIRST);
  const forget = async (ids: readonly string[]) => {
    for (const id of ids) await forgetRun(id);
    await lookForKept();
  };
  return (
    <>
      <ul class="list">
        {shown.map(({ id, record }) => ({ id, record, name: nameOf(record) })).map((run) => (
          <li key={run.id} class="buttons">
            <span>
              {run.name} <span class="quiet">{timeOf(run.record)}</span>{" "}
              {!run.record.finishedAt && <b>{words.train.interrupted}</b>}
            </span>
            <button
              type="button"
              class="small"
              aria-label={words.train.sameName(run.name)}
              onClick={() =>
                open(() =>
                  keptFiles(run.id), run.id)}
            >
              {words.train.open}
            </button>
            <button
              type="button"
              class="small"
              aria-label={words.train.removeNamed(run.name)}
              onClick={() => forget([run.id])}
            >
              {words.train.remove}
            </button>
          </li>
        ))}
      </ul>
      <p class="buttons">
        {shown.length < runs.length && (
          <button
            type="button"
            class="small"
            onClick={() => all.value = true}
          >
            {words.train.showAllKept(runs.length)}
          </button>
        )}
        <button type="button" class="small" onClick={() => forget(runs.map(({ id }) => id))}>
          {words.train.deleteAll}
        </button>
      </p>
    </>
  );
}

/** What a run is, in a line: `collapse, seed 0, 1 of 2 epochs, beta 8`. */
function nameOf({ task, seed, epochs, options }: RunRecord): string {
  const table = TRAINING_TASKS[task as TaskName]?.options as Parameters<typeof changedOptions>[0];
  const changed = changedOptions(table ?? {}, options).filter((name) => name !== "epochs")
    .map((name) => `, ${words.train.options[name] ?? kebabCase(name)} ${options[name]}`);
  const planned = Number(options.epochs);
  return words.train.keptRun(task, `${seed}`, epochs.length, planned, changed.join(""));
}

/** When it began, as it is written here. */
function timeOf({ startedAt }: RunRecord): string {
  return new Date(startedAt).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
