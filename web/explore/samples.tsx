import { useRef } from "../../lib/deps/preact.ts";
import { GrayImages } from "../parts/gray_images.tsx";
import { SaveCsv } from "../parts/save_csv.tsx";
import { CopyButtons } from "../parts/copy_buttons.tsx";
import { commandLine } from "../parts/command_line.ts";
import { state } from "../state.ts";
import { words } from "../words.ts";
import { model, units } from "./explored.ts";
import { dataFlag, modelFlag } from "./model_flag.ts";
import type { SourceSamples } from "./protocol.ts";
import { SampleTable } from "./sample_table.tsx";
import { SaveCanvas } from "../parts/save_canvas.tsx";
import { SeedField } from "./seed_field.tsx";
import { useAnswer } from "./use_answer.ts";
import { useColumns } from "./use_columns.ts";

const text = words.explore.samples;

/** The sources, in the order in which they are offered. */
const SOURCES = ["cube", "prior", "fitted", "aggregate"] as const;

/** 100 samples from the lab's cube, the prior, a fitted one or the aggregate posterior, and what a classifier counts on each. */
export function Samples() {
  const grid = useRef<HTMLDivElement>(null);
  const columns = useColumns(25, 10);
  const answer = useAnswer("samples", () => ({ seed: state.explore.seed.value.value }));
  const { value, error } = answer.value;
  const source = state.explore.source.value.value;
  const shown = value?.sources.find((samples) => samples.source === source);
  const { image, latentSize: d, fitted } = model.value!;
  return (
    <section class="card" id="samples" aria-label={text.heading}>
      <h3>{text.heading}</h3>
      <p>{text.why}</p>
      <fieldset class="buttons">
        <legend>{text.source}</legend>
        {SOURCES.filter((name) => name !== "fitted" || fitted).map((name) => (
          <label key={name} class="button radio">
            <input
              type="radio"
              name="source"
              value={name}
              checked={name === source}
              onChange={() =>
                state.explore.source.value.value = name}
            />
            {text.sources[name](d)}
          </label>
        ))}
      </fieldset>
      <SeedField />
      {error !== undefined && <p>{words.explore.reason(error)}</p>}
      {shown && (
        <>
          <div ref={grid} id="sample-grid" data-source={source}>
            <GrayImages
              images={shown.images}
              shape={image}
              columns={columns}
              label={text.grid(text.sources[source](d))}
            />
          </div>
          <p id="sample-counts">{text.counts(text.sources[source](d), shown)}</p>
        </>
      )}
      {value && !shown && (
        <p id="sample-missing">{source === "fitted" ? text.notFitted : text.none}</p>
      )}
      {value &&
        value.missing.map((line) => <p key={line} class="quiet">{words.explore.reason(line)}</p>)}
      {value && <SampleTable sources={value.sources} />}
      <div class="buttons">
        <SaveCanvas of={grid} name={`samples-${source}`} />
        {shown && <SaveCsv name={`samples-${source}`} rows={() => rowsOf(shown, d)} />}
      </div>
      <CopyButtons command={command(units.value.value?.measured)} />
    </section>
  );
}

/** The command that draws the samples of the source, or, of the encoder's own, that compares all. */
function command(measured: number | undefined): string {
  const { source, seed } = state.explore;
  const options = {
    cube: {},
    prior: { prior: "normal" },
    fitted: { prior: "fitted" },
    aggregate: { compare: true, codes: 100, images: measured, data: dataFlag() },
  }[source.value.value];
  const given = { seed: seed.value.value, ...options, model: modelFlag() };
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return commandLine("sample", Object.fromEntries(known));
}

function rowsOf({ codes, judged }: SourceSamples, d: number) {
  return Array.from({ length: codes.length / d }, (_, n) => ({
    sample: n,
    ...judged && { digit: judged.digits[n], probability: judged.probabilities[n] },
    ...Object.fromEntries(Array.from({ length: d }, (_, i) => [`z${i}`, codes[n * d + i]])),
  }));
}
