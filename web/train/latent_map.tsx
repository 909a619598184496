import { useEffect, useId, useRef } from "../../lib/deps/preact.ts";
import { useSignal } from "../../lib/deps/preact_signals.ts";
import { labelList } from "../../lib/data/label_list.ts";
import { labelColor } from "../parts/label_color.ts";
import { mapColors } from "../parts/map_colors.ts";
import { SaveCanvas } from "../parts/save_canvas.tsx";
import { SaveCsv } from "../parts/save_csv.tsx";
import { useDark } from "../parts/use_dark.ts";
import { words } from "../words.ts";
import type { Look, RunStart } from "./protocol.ts";
import { shownLook } from "./shown_look.ts";
import type { Training } from "./training.ts";

/** Canvas pixels of the map's side. */
const SIDE = 560;
/** What the map shows at least and at most of each unit, from its centre to its edge. */
const REACH = { least: 4, most: 64 };

/** The codes of some images on two units, as they form. */
export function LatentMap({ training }: { readonly training: Training }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [across, up] = [
    useSignal<number | undefined>(undefined),
    useSignal<number | undefined>(undefined),
  ];
  const look = shownLook(training);
  const begun = training.start.value;
  const names = begun ? labelList(begun) : [];
  const largest = look ? largestUnits(look) : [];
  const a = across.value ?? largest[0] ?? 0;
  const b = up.value ?? largest.find((unit) => unit !== a) ?? a;
  const reach = look ? reachOf(look) : REACH.least;
  const dark = useDark();
  useEffect(() => {
    if (look && begun) drawCodes(canvas.current!, look, { begun, names, a, b, reach });
  }, [look, begun, a, b, reach, dark]);
  if (!look || !begun || look.klPerUnit.length === 0) return null;
  return (
    <div>
      <h4>{words.train.map}</h4>
      <p class="quiet">
        {words.train.mapHelp(begun.coded, names.length > 0)} {words.train.mapReach(reach)}
      </p>
      <div class="buttons">
        <UnitChoice label={words.train.horizontal} choice={across} count={look.klPerUnit.length} />
        <UnitChoice label={words.train.vertical} choice={up} count={look.klPerUnit.length} />
      </div>
      <canvas
        class="map"
        role="img"
        aria-label={words.train.mapLabel(begun.coded, a, b)}
        ref={canvas}
        width={SIDE}
        height={SIDE}
      />
      <p class="buttons">
        <SaveCanvas of={canvas} name={`${training.wanted.task}-codes`} />
        <SaveCsv name={`${training.wanted.task}-codes`} rows={() => rowsOf(look, begun)} />
      </p>
      <ul class="legend">
        {names.map((name, label) => (
          <li key={label}>
            <span
              class="dot"
              style={`background: ${labelColor(label, names.length)}`}
              aria-hidden="true"
            />{" "}
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The codes in all units, image by image. */
function rowsOf(
  { codes, klPerUnit: { length: d } }: Look,
  { coded, labels, labelNames }: RunStart,
) {
  return Array.from({ length: coded }, (_, image) => ({
    image,
    ...labels && { label: labelNames?.[labels[image]] ?? labels[image] },
    ...Object.fromEntries(
      Array.from({ length: d }, (_, unit) => [`mu${unit}`, codes[image * d + unit]]),
    ),
  }));
}

/** How far the codes lie from 0, as a power of 2, so that the scale seldom changes. */
function reachOf({ codes }: Look): number {
  const farthest = codes.reduce((most, value) => Math.max(most, Math.abs(value)), REACH.least);
  return Math.min(REACH.most, 2 ** Math.ceil(Math.log2(farthest)));
}

/** The units by their KL, the largest first; of equals, the lower number. */
function largestUnits({ klPerUnit }: Look): number[] {
  return klPerUnit.map((_, unit) => unit).toSorted((a, b) => klPerUnit[b] - klPerUnit[a]);
}

function UnitChoice({ label, choice, count }: {
  readonly label: string;
  readonly choice: { value: number | undefined };
  readonly count: number;
}) {
  const id = useId();
  return (
    <span class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={choice.value ?? ""}
        onChange={({ currentTarget: { value } }) =>
          choice.value = value === "" ? undefined : Number(value)}
      >
        <option value="">{words.train.automatic}</option>
        {Array.from(
          { length: count },
          (_, unit) => <option key={unit} value={unit}>{words.train.unit(unit)}</option>,
        )}
      </select>
    </span>
  );
}

/** Paints the means of the images; those beyond the map stand at its edge. */
function drawCodes(
  canvas: HTMLCanvasElement,
  { codes, klPerUnit: { length: d } }: Look,
  { begun: { coded, labels }, names, a, b, reach }: {
    readonly begun: RunStart;
    readonly names: readonly string[];
    readonly a: number;
    readonly b: number;
    readonly reach: number;
  },
): void {
  const context = canvas.getContext("2d")!;
  const half = SIDE / 2;
  const place = (value: number) => Math.max(-0.99, Math.min(0.99, value / reach)) * half;
  context.clearRect(0, 0, SIDE, SIDE);
  const { ink, labels: colors } = mapColors(canvas.parentElement!, names.length);
  context.strokeStyle = ink;
  context.globalAlpha = 0.5;
  for (const radius of [1, 2]) {
    context.beginPath();
    context.arc(half, half, half * radius / reach, 0, 2 * Math.PI);
    context.stroke();
  }
  context.globalAlpha = 0.8;
  for (let image = 0; image < coded; image++) {
    context.fillStyle = colors[labels?.[image] ?? 0];
    const [x, y] = [codes[image * d + a], codes[image * d + b]];
    context.beginPath();
    context.arc(half + place(x), half - place(y), 3.5, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}
