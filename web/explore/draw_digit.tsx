import { useSignal } from "../../lib/deps/preact_signals.ts";
import { pixelsOf } from "../../lib/math/image_shape.ts";
import { GrayImages } from "../parts/gray_images.tsx";
import { state } from "../state.ts";
import { words } from "../words.ts";
import { DrawPad } from "./draw_pad.tsx";
import { areDigits, model, setCode, units } from "./explored.ts";
import { ImageField } from "./image_field.tsx";
import { type Stroke, strokePixels } from "./paint_strokes.ts";
import { useAnswer } from "./use_answer.ts";

const text = words.explore.draw;

/** A pad to draw a digit on, or a training image in its place; as the model takes it, and its reconstruction. */
export function DrawDigit() {
  const strokes = useSignal<readonly Stroke[]>([]);
  const number = state.explore.image.value;
  const drawing = useAnswer(
    "drawing",
    () => strokes.value.length > 0 ? { drawing: strokePixels(strokes.value) } : undefined,
  );
  const image = useAnswer(
    "image",
    () => number.value === undefined ? undefined : { number: number.value },
  );
  const { image: shape } = model.value!;
  const drawn = strokes.value.length > 0;
  const chosen = !drawn && number.value !== undefined;
  const { value, error } = drawn ? drawing.value : chosen ? image.value : NOTHING;
  const blank = new Float32Array(pixelsOf(shape));
  const clear = () => [strokes.value, number.value] = [[], undefined];
  const known = chosen ? image.value.value : undefined;
  const heading = areDigits.value ? text.heading : text.otherHeading;
  return (
    <section class="card" id="draw" aria-label={heading}>
      <h3>{heading}</h3>
      <p>{text.explain}</p>
      <div class="drawing">
        <figure>
          <DrawPad strokes={strokes} begin={() => number.value = undefined} />
          <figcaption>{text.drawing}</figcaption>
        </figure>
        <figure id="draw-fitted">
          <GrayImages
            images={value?.pixels ?? blank}
            shape={shape}
            label={value ? text.fittedLabel : text.nothing}
          />
          <figcaption>
            {known ? text.ofImage(known.number, known.label) : text.fitted}
          </figcaption>
        </figure>
        <figure id="draw-reconstruction">
          <GrayImages
            images={value?.reconstruction ?? blank}
            shape={shape}
            label={value ? text.reconstructionLabel : text.nothing}
          />
          <figcaption>{text.reconstruction}</figcaption>
        </figure>
      </div>
      {error !== undefined && <p id="draw-error">{words.explore.reason(error)}</p>}
      <div class="buttons">
        <button type="button" id="draw-clear" disabled={!drawn && !chosen} onClick={clear}>
          {text.clear}
        </button>
        <button
          type="button"
          id="draw-undo"
          disabled={!drawn}
          onClick={() => strokes.value = strokes.value.slice(0, -1)}
        >
          {text.undo}
        </button>
        <button
          type="button"
          id="draw-code"
          class="main"
          disabled={!value}
          onClick={() => setCode(value!.code)}
        >
          {text.goTo}
        </button>
      </div>
      <ImageField
        id="draw-image"
        label={text.image}
        value={chosen ? number.value : undefined}
        count={units.value.value?.count}
        choose={(wanted) => [strokes.value, number.value] = [[], wanted]}
      />
    </section>
  );
}

const NOTHING: { readonly value?: undefined; readonly error?: undefined } = {};
