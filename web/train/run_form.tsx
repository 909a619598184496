import type { Option } from "../../lib/run/option.ts";
import { optionsOf } from "../../lib/run/training_task.ts";
import { UserError } from "../../lib/user_error.ts";
import { CopyButtons } from "../parts/copy_buttons.tsx";
import { commandLine } from "../parts/command_line.ts";
import {
  firstImages,
  givenOptions,
  runEntries,
  state,
  type TaskName,
  TRAINING_TASKS,
} from "../state.ts";
import { words } from "../words.ts";
import { dataOption } from "./data_name.ts";
import { objectionWords } from "./objection_words.ts";
import { OptionField } from "./option_field.tsx";
import { startChosen, trainings } from "./trainings.ts";
import { wrongFields } from "./wrong_fields.ts";

/** The options that are seen at once; the others are a click away. */
const FIRST = ["seed", "epochs", "images", "latentSize", "beta"];

const TASKS = Object.keys(TRAINING_TASKS) as TaskName[];

/** What is to be trained: the loss, the options, and what may run beside it. */
export function RunForm() {
  const { task, beside } = state.train;
  const name = task.value.value;
  const chosen = [name, beside.value.value].filter((each) => each !== "none");
  // The options of both, where two are to run; the first task's defaults are shown.
  const table: Readonly<Record<string, Option>> = Object.assign(
    {},
    ...chosen.toReversed().map((each) => TRAINING_TASKS[each].options),
  );
  const names = Object.keys(runEntries).filter((name) => name in table);
  const field = (name: string) => (
    <OptionField
      key={name}
      name={name}
      option={name === "images" ? here(table.images) : table[name]}
      entry={runEntries[name]}
    />
  );
  const wrongField = Object.keys(wrongFields.value)[0];
  const wrong = wrongField
    ? words.train.wrongField(words.train.options[wrongField] ?? wrongField)
    : chosen.map(objection).find((each) => each);
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) startChosen();
      }}
    >
      <h3>{words.train.run}</h3>
      <fieldset class="choices">
        <legend>{words.train.task}</legend>
        {TASKS.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="task"
              value={each}
              checked={each === name}
              onChange={() => task.value.value = each}
            />{" "}
            <span>
              <b>{words.train.tasks[each]}</b>: {words.train.losses[each]}
            </span>
          </label>
        ))}
      </fieldset>
      <div class="fields">{FIRST.map(field)}</div>
      <details>
        <summary>{words.train.moreOptions}</summary>
        <div class="fields">{names.filter((name) => !FIRST.includes(name)).map(field)}</div>
      </details>
      <div class="field">
        <label for="beside">{words.train.beside}</label>
        <select
          id="beside"
          value={beside.value.value}
          onChange={({ currentTarget }) =>
            beside.value.value = currentTarget.value as TaskName | "none"}
        >
          <option value="none">{words.train.nothing}</option>
          {TASKS.map((each) => <option key={each} value={each}>{words.train.tasks[each]}</option>)}
        </select>
      </div>
      {wrong && <p class="wrong" role="alert">{wrong}</p>}
      <p class="buttons">
        <button type="submit" class="main" id="start" disabled={wrong !== undefined}>
          {trainings.value.length > 0 ? words.train.startAgain : words.train.start}
        </button>
        {trainings.value.length > 0 && <span class="quiet">{words.train.startingReplaces}</span>}
      </p>
      {chosen.map((each) => (
        <CopyButtons key={each} command={commandLine(each, commandOptions(each))} />
      ))}
    </form>
  );
}

/** The option of training images, as far as this page has them. */
function here(option: Option): Option {
  const count = firstImages.value;
  if (count === undefined) return option;
  return { ...option, default: count, description: words.train.imagesHere(count) };
}

/** What the command line must be given to repeat what the page does, bit for bit. */
function commandOptions(task: TaskName): Record<string, unknown> {
  return { ...givenOptions(task), ...dataOption(), backend: "wasm" };
}

/** What is wrong with the options of a task together, in the page's words. */
function objection(task: TaskName): string | undefined {
  try {
    optionsOf(TRAINING_TASKS[task], givenOptions(task));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return objectionWords(error.message);
  }
}
