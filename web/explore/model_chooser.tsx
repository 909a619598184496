import { shapeText } from "../../lib/math/image_shape.ts";
import { siteSource } from "../site_source.ts";
import { state } from "../state.ts";
import { words } from "../words.ts";
import { choosePath, openFile } from "./choose_model.ts";
import { client, file, model, opening, site, units } from "./explored.ts";
import { offeredModels } from "./offered_models.ts";
import { restart } from "./start.ts";

const text = words.explore.model;

/** The list of models, the file chooser, and what the model is. */
export function ModelChooser() {
  const choose = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const chosen = input.files?.[0];
    if (chosen) openFile(chosen);
    input.value = ""; // so that the same file can be chosen again
  };
  return (
    <section
      class="card model-chooser"
      aria-label={text.heading}
    >
      <div class="buttons">
        <label for="model-list">{text.heading}</label>
        <ModelList />
        <label class="button file">
          {text.file}
          <input
            type="file"
            id="model-file"
            accept=".safetensors"
            disabled={!client.value}
            onChange={choose}
          />
        </label>
        <span class="quiet drop">{text.drop}</span>
      </div>
      <p id="model-facts" role="status">{opening.value ? text.opening : <Facts />}</p>
      {file.value && !siteSource().isDocument && (
        <p class="quiet" id="model-no-link">{text.noLink(file.value.name)}</p>
      )}
    </section>
  );
}

function ModelList() {
  const offered = site.value ? offeredModels(site.value) : [];
  const [models, runs] = [false, true].map((run) => offered.filter((model) => model.run === run));
  const wanted = state.explore.model.value.value;
  const shown = file.value ? "" : wanted || (offered[0]?.path ?? "");
  const choose = async (event: Event) => {
    const list = event.currentTarget as HTMLSelectElement;
    const path = list.value;
    await choosePath(path === offered[0]?.path ? "" : path);
    const now = state.explore.model.value.peek() || (offered[0]?.path ?? "");
    list.value = file.peek() ? "" : now; // the earlier one, if this cannot be had
  };
  return (
    <select id="model-list" value={shown} disabled={!client.value} onChange={choose}>
      {file.value && <option value="">{file.value.name}</option>}
      {models.map(({ name, path }) => <option key={path} value={path}>{name}</option>)}
      {runs.length > 0 && (
        <optgroup label={text.runs}>
          {runs.map(({ name, path }) => <option key={path} value={path}>{name}</option>)}
        </optgroup>
      )}
    </select>
  );
}

function Facts() {
  const held = model.value;
  if (!held) return null;
  const { value, error } = units.value;
  const used = value?.units.filter((unit) => unit.used).length;
  return (
    <>
      {text.facts(held, shapeText(held.image))} {value
        ? text.measured(used!, held.latentSize, value.measured)
        : error !== undefined
        ? (
          <span id="units-error">
            {text.notMeasured(error)}{" "}
            <button type="button" class="small" id="units-again" onClick={restart}>
              {text.again}
            </button>
          </span>
        )
        : text.measuring}
      {held.notes.length > 0 && <span class="quiet">{" " + held.notes.join(" ")}</span>}
    </>
  );
}
