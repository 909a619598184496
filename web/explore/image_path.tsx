import { useRef } from "../../lib/deps/preact.ts";
import { useSignal } from "../../lib/deps/preact_signals.ts";
import { pixelsOf } from "../../lib/math/image_shape.ts";
import { commandLine } from "../parts/command_line.ts";
import { CopyButtons } from "../parts/copy_buttons.tsx";
import { GrayImages } from "../parts/gray_images.tsx";
import { SaveCsv } from "../parts/save_csv.tsx";
import { state } from "../state.ts";
import { words } from "../words.ts";
import { areDigits, model, setCode, units } from "./explored.ts";
import { ImageField } from "./image_field.tsx";
import { dataFlag, modelFlag } from "./model_flag.ts";
import { PathPlayer } from "./path_player.tsx";
import type { PathAnswer } from "./protocol.ts";
import { SaveCanvas } from "../parts/save_canvas.tsx";
import { useAnswer } from "./use_answer.ts";
import { useColumns } from "./use_columns.ts";

const text = words.explore.path;

/** The line between the codes of two training images, as a strip of pictures and played. */
export function ImagePath() {
  const strip = useRef<HTMLDivElement>(null);
  const columns = useColumns(20, 10);
  const step = useSignal(0);
  const { from, to } = state.explore;
  const answer = useAnswer("path", () => ({ ends: [from.value.value, to.value.value] }));
  const { value, error } = answer.value;
  const { image, latentSize: d } = model.value!;
  const count = units.value.value?.count;
  const heading = areDigits.value ? text.heading : text.otherHeading;
  return (
    <section class="card" id="path" aria-label={heading}>
      <h3>{heading}</h3>
      <p>{text.explain}</p>
      <div class="buttons">
        {([["from", from, 0], ["to", to, 1]] as const).map(([name, entry, end]) => (
          <ImageField
            key={name}
            id={`path-${name}`}
            label={text[name]}
            value={entry.value.value ?? value?.ends[end].number}
            count={count}
            choose={(number) => entry.value.value = number}
          />
        ))}
      </div>
      {error !== undefined && <p id="path-error">{words.explore.reason(error)}</p>}
      {value && (
        <>
          <p id="path-ends">{text.ends(value.ends)}</p>
          <div class="player">
            <GrayImages
              images={frame(value.images, step.value, pixelsOf(image))}
              shape={image}
              label={text.frame(step.value + 1, value.codes.length / d)}
            />
            <div>
              <PathPlayer
                path={value}
                step={step}
                count={value.codes.length / d}
              />
              <button
                type="button"
                id="path-code"
                onClick={() => setCode(frame(value.codes, step.value, d))}
              >
                {text.goTo}
              </button>
            </div>
          </div>
          <div ref={strip} id="path-strip">
            <GrayImages
              images={value.images}
              shape={image}
              columns={columns}
              label={text.strip(value.ends)}
            />
          </div>
          <div class="buttons">
            <SaveCanvas of={strip} name="path" />
            <SaveCsv name="path" rows={() => rowsOf(value, d)} />
          </div>
          <CopyButtons command={command(value)} />
        </>
      )}
    </section>
  );
}

/** One of equal pieces. */
function frame(values: Float32Array, n: number, length: number): Float32Array {
  return values.subarray(n * length, (n + 1) * length);
}

function command({ ends: [from, to] }: PathAnswer): string {
  const [model, data] = [modelFlag(), dataFlag()];
  return commandLine("interpolate", {
    ...{ from: from.number, to: to.number },
    ...model !== undefined && { model },
    ...data !== undefined && { data },
  });
}

function rowsOf({ codes }: PathAnswer, d: number) {
  return Array.from({ length: codes.length / d }, (_, step) => ({
    step,
    ...Object.fromEntries(Array.from({ length: d }, (_, i) => [`z${i}`, codes[step * d + i]])),
  }));
}
