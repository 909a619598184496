/// <reference lib="dom" />
/** Explore in the page: each of its controls changes the pictures as the library says it should. */
import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { fitDigit } from "../../lib/data/fit_digit.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { writeIdx } from "../../lib/data/write_idx.ts";
import type { Page } from "../../lib/deps/puppeteer.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { type ImageShape, LAB_IMAGE, pixelsOf } from "../../lib/math/image_shape.ts";
import { lerp } from "../../lib/math/lerp.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { aggregateCodes } from "../../lib/measure/aggregate_codes.ts";
import { aggregateDensity, outsideThreshold } from "../../lib/measure/aggregate_density.ts";
import { aggregateMoments } from "../../lib/measure/aggregate_moments.ts";
import { classify } from "../../lib/measure/classify.ts";
import { decodeCodes } from "../../lib/measure/decode_codes.ts";
import { type EncodedImages, encodeImages } from "../../lib/measure/encode_images.ts";
import { latentMetrics } from "../../lib/measure/latent_metrics.ts";
import { type LatentPlane, placeInPlane, unitPlane } from "../../lib/measure/latent_plane.ts";
import { outsideAggregate } from "../../lib/measure/outside_aggregate.ts";
import { planeLogDensity } from "../../lib/measure/plane_log_density.ts";
import { principalPlane } from "../../lib/measure/principal_plane.ts";
import { recognisedDigits } from "../../lib/measure/recognised_digits.ts";
import { traversalCodes } from "../../lib/measure/traversal_codes.ts";
import { unitsInUse } from "../../lib/measure/units_in_use.ts";
import { Vae, type VaeOptions } from "../../lib/model/vae.ts";
import { mixtureCodes } from "../../lib/prior/gaussian_mixture.ts";
import { classifierFromBytes } from "../../lib/run/classifier_file.ts";
import { modelFromBytes, modelToBytes } from "../../lib/run/model_file.ts";
import { priorFromBytes } from "../../lib/run/prior_file.ts";
import { mapFrame } from "../../web/explore/map_frame.ts";
import type { MapAnswer } from "../../web/explore/protocol.ts";
import { eventually } from "../eventually.ts";
import { inChromium } from "../in_chromium.ts";
import { runTask } from "../scripts/run_task.ts";
import { until, withPage, withSite } from "./with_page.ts";

const fixture = (name: string) => new URL(`../../fixtures/${name}`, import.meta.url);
/** The model that ships, whatever else this machine has. */
const SHIPPED_PATH = "models/anneal-seed-0.safetensors";
const SHIPPED = `#tab=explore&model=${SHIPPED_PATH}`;

/** What the library knows of the model that ships, over the images that the page measures; computed once. */
let computed: ReturnType<typeof compute> | undefined;
const known = () => computed ??= compute();
async function compute() {
  await useBackend("wasm", { threads: 1 });
  const vae = modelFromBytes(await Deno.readFile(fixture("anneal-seed-0/model.safetensors")), "");
  const data = await loadMnist();
  const first = data.first(10_000);
  const metrics = await latentMetrics(vae, first);
  const encoded = await encodeImages(vae, first);
  const inUse = unitsInUse(metrics);
  const units = metrics.klPerUnit.map((kl, unit) => ({ unit, kl, sleeping: !inUse[unit] }))
    .sort((a, b) => b.kl - a.kl);
  return { vae, data, encoded, units, moments: aggregateMoments(encoded) };
}

const text = (page: Page, selector: string) =>
  page.$eval(selector, (element) => element.textContent!.trim());

/** The colours of a canvas, as red, green and blue in one number each. */
async function colorsOf(page: Page, selector: string) {
  return await page.$eval(selector, (element) => {
    const { width, height } = element as HTMLCanvasElement;
    // By way of a copy: Chromium complains of a canvas that is read again and again.
    const copy = Object.assign(document.createElement("canvas"), { width, height });
    const context = copy.getContext("2d", { willReadFrequently: true })!;
    context.drawImage(element as HTMLCanvasElement, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const colors = Array.from(
      { length: width * height },
      (_, i) => (data[4 * i] << 16) | (data[4 * i + 1] << 8) | data[4 * i + 2],
    );
    return { width, height, colors };
  });
}

/** What a canvas shows of images in rows, 2 pixels apart, is what the library has computed. */
async function assertPictures(
  page: Page,
  selector: string,
  images: Float32Array,
  columns = 1,
  shape: ImageShape = LAB_IMAGE,
): Promise<void> {
  const [pixels, gap] = [pixelsOf(shape), 2];
  const rows = images.length / pixels / columns;
  const { width, height, colors } = await colorsOf(page, selector);
  const size = [columns * (shape.width + gap) - gap, rows * (shape.height + gap) - gap];
  assertEquals([width, height], size, selector);
  for (let i = 0; i < images.length; i++) {
    const [image, pixel] = [Math.floor(i / pixels), i % pixels];
    const left = (image % columns) * (shape.width + gap) + pixel % shape.width;
    const top = Math.floor(image / columns) * (shape.height + gap) +
      Math.floor(pixel / shape.width);
    assertAlmostEquals(
      colors[top * width + left] / 0x010101, // gray: the three are the same
      255 * Math.min(1, Math.max(0, images[i])),
      0.51,
      `${selector}: pixel ${pixel} of image ${image}`,
    );
  }
}

/** The code that is shown, after its picture was compared with what the library decodes of it. */
async function comparedCode(page: Page, vae: Vae): Promise<number[]> {
  const shown = await page.$eval("#picture", (canvas) => (canvas as HTMLElement).dataset.code!);
  const code = shown.split(",").map(Number);
  const decoded = await decodeCodes(vae, Float32Array.from(code));
  await assertPictures(page, "#picture", decoded, 1, vae.image);
  return code;
}

/** The same; once more, where the picture changed between the two questions. */
const shownCode = (page: Page, vae: Vae) => eventually(() => comparedCode(page, vae));

/** A code as the page holds it. */
const rounded = (code: ArrayLike<number>) =>
  Array.from(code, (value) => Number(value.toFixed(3)) + 0);

/** Waits for a code, and compares its picture. */
const untilCode = (page: Page, vae: Vae, wanted: ArrayLike<number>) =>
  eventually(async () => assertEquals(await comparedCode(page, vae), rounded(wanted)));

/** The posterior means of a few images. */
async function encode(vae: Vae, pixels: Float32Array): Promise<Float32Array> {
  const size = pixelsOf(vae.image);
  const mu = tf.tidy(() => vae.encode(tf.tensor2d(pixels, [pixels.length / size, size])));
  const values = await mu.data() as Float32Array;
  mu.dispose();
  return values;
}

/** Moves a slider. */
const slide = (page: Page, selector: string, value: number) =>
  page.locator(selector).fill(`${value}`);

/** Presses a button; by script, since some of them soon lie under what stays in sight. */
const press = (page: Page, selector: string) =>
  page.$eval(selector, (button) => (button as HTMLElement).click());

/** Types into a field. */
async function type(page: Page, selector: string, value: string): Promise<void> {
  await page.locator(selector).fill(value);
  await page.keyboard.press("Tab");
}

/** Lets buttons that draw something at random begin from seed 7. */
const loadDice = (page: Page) =>
  page.evaluate(() => {
    const seven = (array: Uint32Array) => array.fill(7);
    crypto.getRandomValues = seven as unknown as typeof crypto.getRandomValues;
  });

/** Where an element lies, in CSS pixels of the window. */
async function boxOf(page: Page, selector: string) {
  return await page.$eval(selector, (element) => {
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = element.getBoundingClientRect();
    return { left, top, width, height };
  });
}

/** Sliders, buttons and the list of units. */
async function checkUnits(page: Page): Promise<void> {
  const { vae, data, encoded, units } = await known();
  const d = vae.latentSize;
  await until(page, "#units li");

  // The units, those of largest KL first; those that collapsed are asleep.
  const list = await page.$$eval("#units li", (items) =>
    items.map((item) => ({
      unit: Number(item.querySelector("input")!.dataset.unit),
      sleeping: item.classList.contains("sleeping"),
      name: item.querySelector("label")!.textContent!,
    })));
  assertEquals(
    list.map(({ unit, sleeping }) => ({ unit, sleeping })),
    units.map(({ unit, sleeping }) => ({ unit, sleeping })),
  );
  for (const [i, { unit, kl, sleeping }] of units.entries()) {
    const nats = kl < 0.1 ? kl.toFixed(3) : kl.toFixed(1);
    assertEquals(list[i].name, `unit ${unit}, ${nats} nats${sleeping ? ", asleep" : ""}`);
  }
  const used = units.filter(({ sleeping }) => !sleeping).length;
  assert(used < d && used > 0, "this model has units of both kinds");
  const measured = `${used} of ${d} units in use, measured on 10,000 training images.`;
  assert((await text(page, "#model-facts")).endsWith(measured));

  // At first the code of the first image; then each slider moves its unit alone.
  const code = rounded(encoded.mu.subarray(0, d));
  await untilCode(page, vae, code);
  for (const [i, { unit }] of units.entries()) {
    code[unit] = [-2.4, 1.75, 0, 2.85, -0.05, 3, -1, 2][i];
    await slide(page, `#unit-${unit}`, code[unit]);
    await untilCode(page, vae, code);
    const told = code[unit].toFixed(2).replace("-", "\u2212");
    assertEquals(await text(page, `#units output[for="unit-${unit}"]`), told);
  }

  // How long a picture took is noted, for those who want to know.
  const latencies = await page.$eval("#units input", async (element) => {
    const [slider, picture] = [element, document.getElementById("picture")!] as [
      HTMLInputElement,
      HTMLElement,
    ];
    const found: number[] = [];
    for (let move = 0; move < 20; move++) {
      slider.valueAsNumber = -1 + move / 10;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      const wanted = `${slider.valueAsNumber}`;
      while (!picture.dataset.code!.split(",").includes(wanted)) {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      found.push(Number(picture.dataset.latency));
    }
    return found;
  });
  assertEquals(latencies.length, 20);
  const median = latencies.toSorted((a, b) => a - b)[10];
  assert(Number.isFinite(median) && median >= 0, `${latencies}`);

  // The buttons, and whether the encoder puts codes there.
  await loadDice(page);
  const density = await aggregateDensity(encoded, { random: new TorchRandom(0) });
  const places = new Set<string>();
  const visit = async (button: string, wanted: ArrayLike<number>) => {
    await press(page, button);
    await untilCode(page, vae, wanted);
    const { logDensity, threshold } = density;
    const place = logDensity(rounded(wanted)) < threshold ? "outside" : "inside";
    places.add(place);
    await until(page, `#place[data-place="${place}"]`);
    const says = place === "inside" ? "Inside: the encoder puts codes" : "Outside: the enc";
    assert((await text(page, "#place")).startsWith(says));
  };
  await visit("#code-zero", new Float32Array(d));
  await visit("#code-prior", new TorchRandom(7).normal(d));
  const number = new TorchRandom(7).integer(data.count);
  await visit("#code-image", await encode(vae, data.rows([number])));
  assertEquals(places, new Set(["inside", "outside"]));

  // How much of the prior lies outside.
  await until(page, "#map-prior[data-share]");
  const random = new TorchRandom(0);
  const [share] = outsideAggregate(encoded, [new TorchRandom(0).normal(1000 * d)], {
    random,
  });
  assertEquals(
    await page.$eval("#map-prior", (span) => Number((span as HTMLElement).dataset.share)),
    share,
  );
  assert((await text(page, "#map-prior")).includes(`${(100 * share).toFixed(1)} %`));
}

const mapSettled = (page: Page) => until(page, '#map-holder[aria-busy="false"] #map-canvas');

/** Points at a place of the map's canvas, as near as whole pixels allow. @returns where that is */
async function pointAt(page: Page, x: number, y: number): Promise<[number, number]> {
  const { left, top } = await boxOf(page, "#map-canvas");
  const [clientX, clientY] = [Math.round(left + x), Math.round(top + y)];
  await page.mouse.move(clientX, clientY);
  return [clientX - left, clientY - top];
}

/** Clicks on the map at a place of its canvas. @returns where that is */
async function clickMap(page: Page, x: number, y: number): Promise<[number, number]> {
  const place = await pointAt(page, x, y);
  await page.mouse.down();
  await page.mouse.up();
  return place;
}

/** The frame of the map that is shown: its ends are had by clicks beyond them, which lead to them. */
async function frameOf(page: Page) {
  const [width, height] = await page.$eval("#map-canvas", (element) => {
    const { width, height } = element as HTMLCanvasElement;
    return [width, height];
  });
  const corners: number[][] = [];
  for (const [x, y] of [[2, height - 2], [width - 2, 2]]) {
    const before = await placeOnMap(page);
    await clickMap(page, x, y);
    await eventually(async () => assert(`${await placeOnMap(page)}` !== `${before}`));
    corners.push(await placeOnMap(page));
  }
  const [low, high] = corners;
  const domains = low.map((from, axis) => [from, high[axis]]);
  return mapFrame({ domains } as unknown as MapAnswer, width, height);
}

/** Where the code lies on the map. */
const placeOnMap = (page: Page) =>
  page.$eval(
    "#map-canvas",
    (canvas) => (canvas as HTMLElement).dataset.place!.split(",").map(Number),
  );

/** The map: clicks, a drag, keys, its shading and its axes. */
async function checkMap(page: Page): Promise<void> {
  const { vae, data, encoded, units } = await known();
  const d = vae.latentSize;
  const [across, up] = units.map(({ unit }) => unit);
  await mapSettled(page);
  assertEquals(
    await page.$$eval(
      "#map-horizontal, #map-vertical",
      (all) => all.map((one) => Number((one as HTMLSelectElement).value)),
    ),
    [across, up],
  );
  const start = await shownCode(page, vae);
  const frame = await frameOf(page);
  const { horizontal, vertical } = frame;
  // All codes are on it, and the bulk of the prior.
  for (const [axis, unit] of [[horizontal, across], [vertical, up]] as const) {
    const [low, high] = axis.domain;
    assert(low <= -3 && high >= 3, `${low} to ${high}`);
    for (let n = 0; n < 5000; n++) {
      const value = encoded.mu[n * d + unit];
      assert(value > low && value < high, `${value}`);
    }
  }

  // A click, on the point of an image: it is the nearest one.
  const pixelOf = (n: number) =>
    [horizontal.at(encoded.mu[n * d + across]), vertical.at(encoded.mu[n * d + up])] as const;
  const nearest = (x: number, y: number) => {
    const distances = Array.from({ length: 5000 }, (_, n) => {
      const [left, top] = pixelOf(n);
      return Math.hypot(left - x, top - y);
    });
    return distances.indexOf(Math.min(...distances));
  };
  const moved = (x: number, y: number) => {
    const code = [...start];
    [code[across], code[up]] = [horizontal.value(x), vertical.value(y)];
    return code;
  };
  const untilNear = (wanted: readonly number[], within = 0.002) =>
    eventually(async () => {
      const code = await comparedCode(page, vae);
      wanted.forEach((value, i) => assertAlmostEquals(code[i], value, within));
    });
  const [x, y] = await clickMap(page, ...pixelOf(17));
  await untilNear(moved(x, y));
  const image = Number(
    await page.$eval("#map-place", (place) => (place as HTMLElement).dataset.image),
  );
  const distanceOf = (n: number) => Math.hypot(pixelOf(n)[0] - x, pixelOf(n)[1] - y);
  assertAlmostEquals(distanceOf(image), distanceOf(nearest(x, y)), 0.2);
  assert((await text(page, "#map-place")).endsWith(`mage ${image}, a ${data.labels![image]}`));

  // A drag, and the arrow keys: a hundredth of the map, with Shift a twentieth.
  await pointAt(page, 200, 200);
  await page.mouse.down();
  await untilNear(moved(...await pointAt(page, 240, 300)));
  const end = moved(...await pointAt(page, 320, 250));
  await untilNear(end);
  await page.mouse.up();
  await pointAt(page, 100, 100);
  await untilNear(end);
  const extent = ({ domain: [low, high] }: typeof horizontal) => high - low;
  const code = await shownCode(page, vae);
  await page.focus("#map-canvas");
  for (
    const [key, unit, step] of [
      ["ArrowRight", across, extent(horizontal) / 100],
      ["ArrowUp", up, extent(vertical) / 100],
      ["ArrowDown", up, -extent(vertical) / 100],
      ["Shift+ArrowLeft", across, -extent(horizontal) / 20],
      ["Shift+ArrowUp", up, extent(vertical) / 20],
    ] as const
  ) {
    const [last, shift] = key.split("+").toReversed() as ["ArrowUp", "Shift"?];
    if (shift) await page.keyboard.down(shift);
    await page.keyboard.press(last);
    if (shift) await page.keyboard.up(shift);
    code[unit] += step;
    await untilNear(code, 0.003);
  }

  // The shading: what it changes of the paper is where the marginal of q(z) is thin.
  const plane = unitPlane(d, [across, up]);
  await press(page, "#map-shaded");
  await eventually(async () => {
    assertEquals(
      await page.$eval("#map-caption", (p) => p.textContent!.includes("Hatch")),
      false,
    );
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const clear = await colorsOf(page, "#map-canvas");
  await press(page, "#map-shaded");
  await until(page, "#map-caption", (p) => p.textContent!.startsWith("Hatched"));
  await eventually(async () => {
    const shaded = await colorsOf(page, "#map-canvas");
    assert(shadedShare(clear, shaded) > 0);
    assertShading(clear, shaded, frame, encoded, plane);
  });

  // A digit stands out: its points have its colour, over all others.
  await page.locator("#map-legend [data-digit='3']").click();
  await until(page, "#map-legend [data-digit='3'][aria-pressed='true']");
  const color = await page.$eval(
    "#map-legend [data-digit='3'] .swatch",
    (swatch) => getComputedStyle(swatch).backgroundColor.match(/\d+/g)!.map(Number),
  );
  const cross = await placeOnMap(page);
  const points = [...data.labels!.subarray(0, 5000).keys()]
    .filter((n) => data.labels![n] === 3).map(pixelOf)
    .filter(([x, y]) => Math.hypot(x - horizontal.at(cross[0]), y - vertical.at(cross[1])) > 25);
  await eventually(async () => {
    const { width, colors } = await colorsOf(page, "#map-canvas");
    for (const [x, y] of points) {
      const found = colors[Math.floor(y) * width + Math.floor(x)];
      [found >> 16, found >> 8 & 255, found & 255].forEach((level, i) =>
        assertAlmostEquals(level, color[i], 3, `${x}, ${y}`)
      );
    }
  });

  // Other units: the same unit on both axes cannot be, so that they change places.
  await page.select("#map-horizontal", `${up}`);
  await mapSettled(page);
  await eventually(async () => {
    const shown = await comparedCode(page, vae);
    assertEquals(await placeOnMap(page), [shown[up], shown[across]]);
  });
  const asleep = units.at(-1)!.unit;
  await page.select("#map-vertical", `${asleep}`);
  await eventually(async () => {
    const shown = await comparedCode(page, vae);
    assertEquals(await placeOnMap(page), rounded([shown[up], shown[asleep]]));
  });

  // The principal axes of the codes: a click moves the code in their plane alone.
  await page.select("#map-axes", "principal");
  const principal = await principalPlane(encoded);
  const before = await shownCode(page, vae);
  await eventually(async () =>
    assertEquals(await placeOnMap(page), rounded(placeInPlane(principal, before)))
  );
  await mapSettled(page);
  assertEquals(await page.$("#map-horizontal"), null);
  const name = await page.$eval("#map-canvas", (canvas) => canvas.ariaLabel!);
  for (const share of principal.shares) {
    assert(name.includes(`${(100 * share).toFixed(0)} %`));
  }
  await clickMap(page, 300, 200);
  await eventually(async () => assert(`${await comparedCode(page, vae)}` !== `${before}`));
  const after = await shownCode(page, vae);
  const [from, to] = [before, after].map((code) => placeInPlane(principal, code));
  after.forEach((value, unit) => {
    const way = principal.axes.reduce(
      (sum, axis, i) => sum + axis[unit] * (to[i] - from[i]),
      0,
    );
    assertAlmostEquals(value, before[unit] + way, 0.003);
  });
}

type Colors = Awaited<ReturnType<typeof colorsOf>>;

const shadedShare = (clear: Colors, shaded: Colors) =>
  clear.colors.filter((color, i) => color !== shaded.colors[i]).length / clear.colors.length;

/** Of the paper, what lies outside is shaded and the rest is not; but for the edge, which is interpolated. */
function assertShading(
  clear: Colors,
  shaded: Colors,
  frame: ReturnType<typeof mapFrame>,
  encoded: EncodedImages,
  plane: LatentPlane,
): void {
  const logDensity = planeLogDensity(encoded, plane);
  const d = encoded.latentSize;
  const codes = aggregateCodes(encoded, 1000, new TorchRandom(0));
  const own = Float64Array.from(
    { length: 1000 },
    (_, i) => logDensity(placeInPlane(plane, codes.subarray(i * d, (i + 1) * d))),
  );
  const threshold = outsideThreshold(own);
  const paper = clear.colors[0];
  const seen = { inside: 0, outside: 0 };
  for (let y = Math.ceil(frame.top) + 3; y < frame.bottom - 3; y += 13) {
    for (let x = Math.ceil(frame.left) + 3; x < frame.right - 3; x += 13) {
      const at = y * clear.width + x;
      if (clear.colors[at] !== paper) continue;
      const place = [frame.horizontal.value(x + 0.5), frame.vertical.value(y + 0.5)];
      const above = logDensity(place) - threshold;
      if (Math.abs(above) < 1.5) continue;
      seen[above < 0 ? "outside" : "inside"]++;
      assertEquals(shaded.colors[at] !== paper, above < 0, `${place}: ${above}`);
    }
  }
  assert(seen.inside > 20 && seen.outside > 200, JSON.stringify(seen));
}

inChromium(
  "Explore's sliders, buttons and map show what the library decodes and measures",
  async (folder) => {
    await withSite([], async (url) => {
      await withPage(folder, async ({ page, errors }) => {
        await page.goto(`${url}${SHIPPED}`);
        await checkUnits(page);
        await checkMap(page);
        assertEquals(errors, []);
      });
    });
  },
);

/** Draws strokes on the pad by the mouse; places are shares of its side. */
async function draw(page: Page, ...strokes: [x: number, y: number][][]): Promise<void> {
  const { left, top, width, height } = await boxOf(page, "#draw-pad");
  for (const [first, ...others] of strokes) {
    await page.mouse.move(left + first[0] * width, top + first[1] * height);
    await page.mouse.down();
    for (const [x, y] of others) {
      await page.mouse.move(left + x * width, top + y * height, { steps: 3 });
    }
    await page.mouse.up();
  }
}

/** What was drawn is fitted as MNIST's digits were, and reconstructed. @returns its code */
async function assertDrawing(page: Page, vae: Vae): Promise<Float32Array> {
  const { width, height, colors } = await colorsOf(page, "#draw-pad");
  const pixels = Float32Array.from(colors, (color) => (color & 255) / 255);
  const fitted = fitDigit({ width, height, pixels }, vae.image);
  return await assertEncoded(page, vae, fitted);
}

/** The picture that is encoded, and its reconstruction. @returns its code */
async function assertEncoded(page: Page, vae: Vae, pixels: Float32Array): Promise<Float32Array> {
  const code = await encode(vae, pixels);
  const reconstruction = await decodeCodes(vae, code);
  await assertPictures(page, "#draw-fitted canvas", pixels, 1, vae.image);
  await assertPictures(page, "#draw-reconstruction canvas", reconstruction, 1, vae.image);
  return code;
}

/** The arguments of a command that the page offers. */
async function argumentsOf(page: Page, selector: string, task: string): Promise<string[]> {
  const [deno, word, name, ...args] = (await text(page, selector)).split(" ");
  assertEquals([deno, word, name], ["deno", "task", task]);
  return args;
}

const stepOf = (page: Page) =>
  page.$eval("#path-step", (slider) => (slider as HTMLInputElement).valueAsNumber);

inChromium(
  "Explore encodes, interpolates, traverses, samples and counts as the library does",
  async (folder) => {
    await withSite([], async (url) => {
      await withPage(folder, async ({ page, errors }) => {
        await page.goto(`${url}${SHIPPED}`);
        const { vae, data, encoded, moments, units } = await known();
        const d = vae.latentSize;

        // The pad takes strokes, as soon as there is a model.
        await until(page, "#draw-pad");
        const bar: [number, number][] = [[0.2, 0.15], [0.6, 0.2], [0.45, 0.8]];
        await draw(page, bar);
        const first = await eventually(() => assertDrawing(page, vae));
        await draw(page, [[0.3, 0.5], [0.65, 0.5]]);
        const second = await eventually(async () => { // the pad is painted anew a moment later
          const code = await assertDrawing(page, vae);
          assert(`${first}` !== `${code}`);
          return code;
        });
        const { colors } = await colorsOf(page, "#draw-fitted canvas");
        const inked = [...colors.keys()].filter((at) => colors[at] > 0);
        const [columns, rows] = [
          inked.map((at) => at % 28),
          inked.map((at) => Math.floor(at / 28)),
        ];
        const extent = (places: number[]) => Math.max(...places) - Math.min(...places) + 1;
        assertEquals(Math.max(extent(columns), extent(rows)), 20);
        const mass = colors.reduce((sum, color) => sum + color, 0);
        for (const place of [(at: number) => at % 28, (at: number) => Math.floor(at / 28)]) {
          const center = colors.reduce((sum, color, at) => sum + color * place(at), 0) / mass;
          assertAlmostEquals(center, 14, 0.51);
        }
        await press(page, "#draw-code");
        await untilCode(page, vae, second);
        await press(page, "#draw-undo");
        await eventually(async () => assertEquals(await assertDrawing(page, vae), first));
        await press(page, "#draw-clear");
        await until(page, "#draw-undo:disabled");
        const blank = new Float32Array(784);
        for (const side of ["fitted", "reconstruction"]) {
          await eventually(() => assertPictures(page, `#draw-${side} canvas`, blank));
        }

        // A training image by its number.
        await until(page, "#draw-image:enabled");
        await loadDice(page);
        const showImage = async (act: () => Promise<void>, number: number) => {
          await act();
          const code = await eventually(() => assertEncoded(page, vae, data.rows([number])));
          const caption = `training image ${number}, a ${data.labels![number]}`;
          assertEquals(await text(page, "#draw-fitted figcaption"), caption);
          return code;
        };
        await showImage(() => type(page, "#draw-image", "1234"), 1234);
        await showImage(() => press(page, "#draw-image-next"), 1235);
        await showImage(() => type(page, "#draw-image", "0"), 0);
        await showImage(() => press(page, "#draw-image-previous"), 59_999);
        const random = new TorchRandom(7).integer(60_000);
        const code = await showImage(() => press(page, "#draw-image-random"), random);
        await press(page, "#draw-code");
        await untilCode(page, vae, code);

        // One unit at a time, each that is in use.
        const used = units.filter(({ sleeping }) => !sleeping).map(({ unit }) => unit);
        const from = rounded(code);
        const wanted = used.map((unit) => traversalCodes(from, unit, moments[unit]));
        const pictures = await decodeCodes(vae, Float32Array.from(wanted.flatMap((c) => [...c])));
        await eventually(async () => {
          const shown = await page.$$eval(
            "#traversals figure",
            (all) => all.map((figure) => Number((figure as HTMLElement).dataset.unit)),
          );
          assertEquals(shown, used);
          for (const [row, unit] of used.entries()) {
            const images = pictures.subarray(row * 9 * 784, (row + 1) * 9 * 784);
            await assertPictures(page, `#traversals [data-unit="${unit}"] canvas`, images, 9);
          }
        });

        // The path between two images: at first that of deno task interpolate --seed 7.
        const assertPath = async (ends: number[], columns = 20) => {
          const mu = await encode(vae, data.rows(ends));
          const codes = lerp(mu.subarray(0, d), mu.subarray(d), 20);
          const images = await decodeCodes(vae, codes);
          await eventually(() => assertPictures(page, "#path-strip canvas", images, columns));
          const [a, b] = ends.map((end) => `image ${end} (a ${data.labels![end]})`);
          assertEquals(await text(page, "#path-ends"), `From ${a} to ${b}.`);
          const args = await argumentsOf(page, "#path code", "interpolate");
          assertEquals(args.slice(0, 4), ["--from", `${ends[0]}`, "--to", `${ends[1]}`]);
          return { codes, images };
        };
        const seven = new TorchRandom(7);
        await assertPath([seven.integer(60_000), seven.integer(60_000)]);
        assertEquals(await stepOf(page), 0);
        await type(page, "#path-from", "1");
        await type(page, "#path-to", "0");
        // What was chosen is played once, to its end.
        await until(page, '#path-play[data-playing="true"]');
        await until(page, '#path-play[data-playing="false"]');
        assertEquals(await stepOf(page), 19);
        await assertPath([1, 0]);
        await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
        await press(page, "#path-from-next");
        await press(page, "#path-from-next");
        await press(page, "#path-to-previous");
        const { codes, images } = await assertPath([3, 59_999]);
        await new Promise((resolve) => setTimeout(resolve, 300));
        assertEquals(await stepOf(page), 0, "nothing moves by itself");
        await press(page, "#path-play");
        await eventually(async () => assert(await stepOf(page) > 1));
        await press(page, "#path-play");
        const halted = await stepOf(page);
        await new Promise((resolve) => setTimeout(resolve, 300));
        assertEquals(await stepOf(page), halted, "a path that was halted stands still");
        await slide(page, "#path-step", 11);
        await eventually(() =>
          assertPictures(page, ".player canvas", images.subarray(11 * 784, 12 * 784))
        );
        await press(page, "#path-code");
        await untilCode(page, vae, codes.subarray(11 * d, 12 * d));
        await press(page, "#path-to-random");
        await assertPath([3, random]);
        await page.setViewport({ width: 700, height: 900 });
        await assertPath([3, random], 10);

        const args = await argumentsOf(page, "#path code", "interpolate");
        const interpolated = runTask("interpolate", ...args, "--out", `${folder}/path`);
        await page.setViewport({ width: 1280, height: 900 });

        const classifier = classifierFromBytes(
          await Deno.readFile(fixture("classifier/model.safetensors")),
          "classifier",
        );
        const fitted = await priorFromBytes(
          await Deno.readFile(fixture("anneal-seed-0/prior.safetensors")),
          "prior",
          vae,
        );
        const drawn = (source: string, random: TorchRandom) =>
          ({
            cube: () => random.uniform(100 * d),
            prior: () => random.normal(100 * d),
            fitted: () => mixtureCodes(fitted, 100, random),
            aggregate: () => aggregateCodes(encoded, 100, random),
          })[source]!();
        const choose = (source: string) => press(page, `input[name=source][value=${source}]`);
        const assertSamples = async (source: string, seed: number, columns = 25) => {
          const codes = drawn(source, new TorchRandom(seed));
          const images = await decodeCodes(vae, codes);
          const grid = `#sample-grid[data-source="${source}"] canvas`;
          await until(page, grid);
          await eventually(() => assertPictures(page, grid, images, columns));
          return { codes, images };
        };
        const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
        for (const source of ["cube", "prior", "fitted", "aggregate"]) {
          await choose(source);
          const { codes, images } = await assertSamples(source, 0);
          const counted = recognisedDigits(await classify(classifier, images));
          const [outside] = outsideAggregate(encoded, [codes], { random: new TorchRandom(0) });
          assertEquals(
            await page.$$eval(
              `#sample-table tr[data-source="${source}"] td`,
              (cells) => cells.map((cell) => cell.textContent),
            ),
            [
              percent(counted.share),
              counted.effectiveDigits.toFixed(1),
              percent(outside),
              ...counted.counts.map(String),
            ],
          );
          const told = await text(page, "#sample-counts");
          assert(told.includes(`recognises ${(100 * counted.share).toFixed(0)} as a digit`), told);
          assert(told.includes(`${(100 * outside).toFixed(0)} of the 100 lie outside`), told);
        }
        const compared = await argumentsOf(page, "#samples code", "sample");
        assertEquals(
          compared.slice(0, 7),
          ["--seed", "0", "--compare", "--codes", "100", "--images", "10000"],
        );

        // Other seeds, and one that is none.
        await press(page, "#sample-next");
        await assertSamples("aggregate", 1);
        await choose("prior");
        await type(page, "#sample-seed", "five");
        await until(page, "#sample-seed-wrong", (wrong) => wrong.textContent !== "");
        assertMatch(await text(page, "#sample-seed-wrong"), /whole number/);
        await assertSamples("prior", 1);
        await type(page, "#sample-seed", "5");
        await assertSamples("prior", 5);
        assertEquals(await text(page, "#sample-seed-wrong"), "");
        const prior = await argumentsOf(page, "#samples code", "sample");
        assertEquals(prior.slice(0, 4), ["--seed", "5", "--prior", "normal"]);
        const sampled = runTask("sample", ...prior, "--out", `${folder}/sample`);
        await page.setViewport({ width: 700, height: 900 });
        await assertSamples("prior", 5, 10);

        for (const { status, stderr } of await Promise.all([interpolated, sampled])) {
          assertEquals(status, 0, stderr);
        }
        assertEquals(errors, []);
      });
    });
  },
);

/** A folder with the first images of MNIST, of which nothing takes long. */
async function fewImages(folder: string, count = 300): Promise<string> {
  const [data, name] = [await loadMnist({ count }), `${folder}/few`];
  await Deno.mkdir(name);
  for (const split of ["train", "t10k"]) {
    const write = (part: string, shape: number[], values: Uint8Array) =>
      Deno.writeFile(`${name}/${split}-${part}-ubyte`, writeIdx({ shape, values }));
    await write("images-idx3", [count, 28, 28], data.pixels);
    await write("labels-idx1", [count], data.labels!);
  }
  return name;
}

/** A model that the test has made, as a file. Its encoder's means are so many times as wide as at first. */
async function modelFile(path: string, { wide = 1, ...options }: VaeOptions & { wide?: number }) {
  const vae = new Vae(options);
  const tensors = vae.stateDict();
  const weight = tensors["encoder.mu.2.weight"] ?? tensors["encoder.mu.weight"];
  weight.values.forEach((value, i) => weight.values[i] = wide * value);
  vae.loadStateDict(tensors);
  await Deno.writeFile(path, await modelToBytes(vae));
  return vae;
}

/** Opens a file by the page's file chooser. */
async function openFile(page: Page, path: string): Promise<void> {
  const chooser = await page.$("#model-file:enabled") as unknown as {
    uploadFile(...paths: string[]): Promise<void>;
  };
  await chooser.uploadFile(path);
}

/** Waits for a model by its name, and for its code; compares the picture. */
async function untilModel(page: Page, name: string, vae: Vae): Promise<number[]> {
  await until(page, `#explored[data-model="${name}"] #units li`);
  return await eventually(async () => {
    const code = await comparedCode(page, vae);
    assertEquals(code.length, vae.latentSize);
    return code;
  });
}

const labWorker = (page: Page) =>
  page.workers().find((worker) => worker.url().endsWith("lab_worker.js"))!;

inChromium(
  "Explore takes models of other sizes, refuses what is no model, and notices a worker that is gone",
  async (folder) => {
    const few = await fewImages(folder);
    await withSite(["--data", few], async (url) => {
      await withPage(folder, async ({ browser, page, errors }) => {
        const { vae: shipped, data } = await known();
        // In a second page a worker ends and says nothing, as where the browser ends it for lack of memory.
        const other = await browser.newPage();
        await other.goto(`${url}${SHIPPED}`);
        await untilModel(other, SHIPPED_PATH, shipped);
        await labWorker(other).evaluate(() => void setTimeout(() => self.close()));

        await page.bringToFront();
        await page.goto(`${url}${SHIPPED}`);
        const random = () => new TorchRandom(3);

        // Two units.
        const two = await modelFile(`${folder}/two.safetensors`, {
          latentSize: 2,
          random: random(),
        });
        await until(page, "#explored");
        await openFile(page, `${folder}/two.safetensors`);
        const first = await untilModel(page, "two.safetensors", two);
        assertEquals(first, rounded(await encode(two, data.rows([0]))));
        assertMatch(await text(page, "#model-facts"), /^2 latent units, images of 28 x 28 pixels/);
        assert(
          (await text(page, "#model-no-link")).startsWith(
            "two.safetensors is a file or a run of yours",
          ),
        );
        await slide(page, "#unit-1", 0.7);
        await untilCode(page, two, [first[0], 0.7]);
        assert((await text(page, "#samples code")).endsWith("--model two.safetensors"));
        assert(
          (await text(page, "#path code")).endsWith(`--model two.safetensors --data ${few}`),
        );

        // What is no model leaves it where it is.
        await Deno.writeTextFile(`${folder}/song.safetensors`, "no tensors at all");
        await openFile(page, `${folder}/song.safetensors`);
        await until(page, ".notice");
        assertMatch(await text(page, ".notice"), /^song\.safetensors: [^.]*\./);
        assertEquals(await untilModel(page, "two.safetensors", two), [first[0], 0.7]);

        // Images of another size: what takes training images says so, the rest works.
        const [small, image] = [`${folder}/small.safetensors`, { height: 14, width: 14 }];
        const vae = await modelFile(small, { latentSize: 3, image, random: random() });
        await type(page, "#draw-image", "3");
        await openFile(page, small);
        assertEquals(await untilModel(page, "small.safetensors", vae), [0, 0, 0]);
        assertEquals(await page.$(".notice"), null);
        await until(page, "#units-error");
        await until(page, '#place[data-place="unknown"]');
        for (const part of ["#map-missing", "#traversals-error", "#path-error", "#draw-error"]) {
          await until(page, part, (line) => line.textContent!.includes("14 x 14"));
        }
        await slide(page, "#unit-2", -1.5);
        await untilCode(page, vae, [0, 0, -1.5]);
        await draw(page, [[0.3, 0.2], [0.5, 0.8], [0.7, 0.6]]);
        await eventually(() => assertDrawing(page, vae));
        await until(page, "#sample-grid canvas");
        const cube = await decodeCodes(vae, new TorchRandom(0).uniform(300));
        await eventually(() => assertPictures(page, "#sample-grid canvas", cube, 25, image));
        await press(page, 'input[name=source][value="aggregate"]');
        await until(page, "#sample-missing");
        await press(page, "#units-again");
        await until(page, "#explored", (explored) => !explored.querySelector("#units-error"));
        assertEquals(await untilModel(page, "small.safetensors", vae), [0, 0, -1.5]);

        // More units than are shown at first, all in use.
        const many = `${folder}/many.safetensors`;
        const twenty = await modelFile(many, {
          latentSize: 20,
          head: "linear",
          wide: 60,
          random: random(),
        });
        await openFile(page, many);
        await untilModel(page, "many.safetensors", twenty);
        const count = (selector: string) => page.$$eval(selector, (all) => all.length);
        for (
          const [list, button] of [["#units li", "#units"], ["#traversals figure", "#traversals"]]
        ) {
          await until(page, `${button}-all`);
          await eventually(async () => assertEquals(await count(list), 16, list));
          await press(page, `${button}-all`);
          await eventually(async () => assertEquals(await count(list), 20, list));
          await press(page, `${button}-all`);
          await eventually(async () => assertEquals(await count(list), 16, list));
        }

        // One unit, of a linear model that is dropped on the page; its map is a line.
        const options = { architecture: "linear", likelihood: "gaussian", latentSize: 1 } as const;
        const line = await modelFile(`${folder}/line`, { ...options, random: random() });
        const bytes = (await Deno.readFile(`${folder}/line`)).toBase64();
        await page.$eval(".explore", (explore, bytes) => {
          const dataTransfer = new DataTransfer();
          const file = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
          dataTransfer.items.add(new File([file], "line.safetensors"));
          const dropped = { dataTransfer, bubbles: true, cancelable: true };
          explore.dispatchEvent(new DragEvent("drop", dropped));
        }, bytes);
        await untilModel(page, "line.safetensors", line);
        await mapSettled(page);
        assertEquals(await count("#map-horizontal"), 1);
        assertEquals(await count("#map-vertical"), 0);
        await clickMap(page, 300, 100);
        await eventually(async () =>
          assertEquals(await comparedCode(page, line), await placeOnMap(page))
        );

        // Back to a model of the list.
        await page.select("#model-list", SHIPPED_PATH);
        await untilModel(page, SHIPPED_PATH, shipped);
        assertEquals(await count("#model-no-link"), 0);

        // By now it has been noticed that the other page's worker says nothing.
        await until(other, ".stopped");
        assert((await text(other, ".notice")).startsWith("The part of this page that computes"));
        await press(other, "#start-again");
        await untilModel(other, SHIPPED_PATH, shipped);
        assertEquals(errors, []);
      });
    });
  },
);

inChromium(
  "Explore's link shows the same again, a wrong one is told, and what stops can be started again",
  async (folder) => {
    const few = await fewImages(folder);
    await withSite(["--data", few], async (url, server) => {
      await withPage(folder, async ({ page, errors }) => {
        await page.goto(`${url}${SHIPPED}`);
        const { vae } = await known();

        // A link: model, code, axes and all.
        await untilModel(page, SHIPPED_PATH, vae);
        await slide(page, "#unit-2", 1.35);
        await page.select("#map-horizontal", "2");
        await page.select("#map-vertical", "7");
        await press(page, "#map-shaded");
        await press(page, "input[name=source][value=prior]");
        await press(page, "#sample-next");
        await type(page, "#draw-image", "3");
        await type(page, "#path-from", "4");
        const code = await shownCode(page, vae);
        assertEquals(code[2], 1.35);
        const link = await eventually(() => {
          const url = page.url();
          const parts = Object.fromEntries(new URLSearchParams(new URL(url).hash.slice(1)));
          assertEquals(parts, {
            ...{ tab: "explore", model: SHIPPED_PATH, code: code.join() },
            ...{ horizontal: "2", vertical: "7", shaded: "no", image: "3", from: "4" },
            ...{ source: "prior", seed: "1" },
          });
          return url;
        });
        await page.goto("about:blank");
        await page.goto(link);
        await until(page, "#map-vertical");
        await untilCode(page, vae, code);
        await mapSettled(page);
        const values = await page.$$eval(
          "#model-list, #map-horizontal, #map-vertical, #draw-image, #path-from, #sample-seed",
          (fields) => fields.map((field) => (field as HTMLInputElement).value),
        );
        assertEquals(values, [SHIPPED_PATH, "2", "7", "3", "4", "1"]);
        assertEquals(await placeOnMap(page), [code[2], code[7]]);
        assertEquals(
          await page.$eval("#map-shaded", (box) => (box as HTMLInputElement).checked),
          false,
        );
        await until(page, "#sample-grid[data-source=prior] canvas");
        assertEquals(new URL(page.url()).hash, new URL(link).hash);

        // Addresses that name what is not there, one after the other and at the first visit.
        const wrong: [address: string, told: string][] = [
          ["code=1,2", "The address holds a code of 2 numbers, but this model has 8 latent units."],
          ["code=1,two", "The address says code=1,two. Allowed: numbers with commas between them."],
          ["horizontal=8", "The address puts unit 8 on the map, but this model has units 0 to 7."],
          ["image=300", "The address names training image 300, but there are 300, from 0 on."],
          ["from=999999", "The address names training image 999999, but there are 300, from 0 on."],
          ["source=urn", "The address says source=urn. Allowed: cube, prior, fitted, aggregate."],
          ["seed=x", "The address says seed=x."],
          ["color=red", "The address names color, which this page does not know."],
          ["model=../secret", "names the model ../secret, which this page does not offer."],
        ];
        for (const [address, told] of wrong) {
          const own = address.startsWith("model") ? "#tab=explore" : SHIPPED;
          for (const fresh of [false, true]) {
            // At the first visit only some, since each takes a while.
            if (fresh && !/^(from|model)/.test(address)) continue;
            if (fresh) await page.goto("about:blank");
            await page.goto(`${url}${own}&${address}`);
            await eventually(async () => {
              const notices = await page.$$eval(".notice", (all) => all.map((p) => p.textContent!));
              const notice = notices.join();
              assert(notice.includes(told), `${address}: ${notice}`);
              assertEquals(notice.indexOf("The address"), notice.lastIndexOf("The address"));
            });
            await eventually(async () => assert(await page.$("#map-canvas") !== null));
            assertEquals((await shownCode(page, vae)).length, 8);
            const failed = await page.$$("#draw-error, #path-error, #traversals-error");
            assertEquals(failed.length, 0);
          }
        }

        // A worker that dies: the line says so, and all is as before with another one.
        const die = async () => {
          await labWorker(page).evaluate(() => {
            setTimeout(() => {
              throw new Error("as if memory had run out");
            });
          });
          await until(page, ".stopped");
        };
        await page.goto(link);
        await untilCode(page, vae, code);
        await die();
        assert((await text(page, ".notice")).startsWith("The part of this page that computes"));
        assertEquals(await page.$("#explored"), null);
        await press(page, "#start-again");
        await untilModel(page, SHIPPED_PATH, vae);
        await untilCode(page, vae, code);
        assertEquals(await page.$(".notice"), null);
        await mapSettled(page);
        assertEquals(await placeOnMap(page), [code[2], code[7]]);
        assertEquals(errors.filter((error) => !error.includes("memory had run out")), []);

        // Without the server, what is there still works, but nothing can be started again.
        server.kill("SIGTERM");
        await server.status;
        await slide(page, "#unit-6", code[6] = -1);
        await untilCode(page, vae, code);
        await die();
        await press(page, "#start-again");
        await until(page, ".notice", (line) => line.textContent!.startsWith("The server does not"));
        await until(page, "#start-again");
      });
    });
  },
);

inChromium("what is typed stays when the view around it is drawn anew", async (folder) => {
  await withSite([], async (url) => {
    await withPage(folder, async ({ page, errors }) => {
      await page.goto(`${url}#tab=explore&from=1&to=2`);
      await until(page, "#path-to:enabled");
      await until(page, "#path-ends");
      await page.focus("#path-to");
      await page.$eval("#path-to", (field) => (field as HTMLInputElement).select());
      await page.keyboard.type("1");
      // Another path comes in, without the field's losing the focus.
      await page.$eval("#path-from-next", (button) => (button as HTMLElement).click());
      await until(page, "#path-ends", (ends) => ends.textContent!.startsWith("From image 2 "));
      await page.keyboard.type("2");
      await page.keyboard.press("Tab");
      await until(page, "#path-ends", (ends) => ends.textContent!.includes("to image 12 "));
      assertEquals(errors, []);
    });
  });
});
