import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { readIdx } from "../../data/idx.ts";
import { writeIdx } from "../../data/write_idx.ts";
import { UserError } from "../../user_error.ts";
import type { Site } from "../../../web/site.ts";
import { denoBundle } from "../deno_bundle.ts";
import { jsonBytes, modelPaths, siteContent, type SiteParts, siteRecord } from "./site_content.ts";

/** What a page in one file is made of. A model of the lab's takes 2.2 MB there. */
export interface OnePageParts extends Pick<SiteParts, "images" | "models"> {
  /** How many training images it carries at most: the first ones. 10,000 of MNIST take 2.1 MB. */
  readonly count: number;
}

/**
 * The page as pieces of one HTML document, which then runs from the disk: it trains and explores there, and asks
 * for nothing. Put `policy` and `styles` into its head and `elements` at the end of its body:
 *
 *     <meta http-equiv="content-security-policy" content="POLICY">
 *     <style>STYLES</style>
 *     ...
 *     ELEMENTS
 *
 * The document then says by its own elements what becomes of them:
 *
 * - In `<div id="app"></div>` the page is shown at once, as a document of its own: with heading and `<main>`.
 * - In `<div id="lab-page"></div>` it is shown as a part, without these, when its reader comes near; in a closed
 *   `<details>` that is when it is opened. What stands there before is replaced. Its headings begin with h2. A
 *   link to `#tab=train&task=collapse&beta=8` leads there and sets the page, which never changes the address.
 * - Each `<figure data-specification="ID"><img src="data:..." alt="..."></figure>` becomes the chart of the
 *   vega-lite specification in `<script type="text/plain" data-file="ID">`, JSON that is packed with gzip, in
 *   base64, when its reader comes near. Without JavaScript, and in print before it was seen, the picture stays.
 *
 * The page's ids and classes are those of `web/`: a document's own must be others (its ids may begin with `lab-`).
 * Charts have the width of their specification, or less where there is less room; a picture of the same width lets
 * nothing move when it is replaced. A document's own scripts do not run under `policy`; its own styles do.
 */
export interface OnePage {
  /** The content of the security policy's `<meta>`: nothing may be loaded, and no other script run. */
  readonly policy: string;
  /** The house's style sheet, for a `<style>`; what comes after it may add to it. */
  readonly styles: string;
  /** Elements that carry the files and the program, as HTML. They show nothing. */
  readonly elements: string;
  /** How many training images these carry. */
  readonly images: number;
}

/** Shows what is there, then unpacks the page's program and runs it. Plain JavaScript, as it stands. */
const LOADER = `requestAnimationFrame(() => setTimeout(async () => {
  const { textContent } = document.querySelector("script[data-program]");
  const packed = Uint8Array.from(atob(textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.body.append(script);
  script.remove();
}));`;

/**
 * Makes the pieces of a page in one file.
 *
 * @param lab the lab's folder, whose `web/` is bundled
 * @throws {UserError} if images or models cannot be read, or the page cannot be bundled
 */
export async function onePage(
  parts: OnePageParts,
  lab: URL,
  signal: AbortSignal,
): Promise<OnePage> {
  const { files, images } = await carriedFiles(parts);
  const program = await bundleProgram(lab, signal);
  const elements: string[] = [];
  for (const [path, bytes] of files) {
    signal.throwIfAborted();
    elements.push(await packed(`data-file="${path}"`, bytes));
  }
  elements.push(await packed("data-program", new TextEncoder().encode(program)));
  elements.push(`<script>${LOADER}</script>`);
  return {
    policy: await policyOf([LOADER, program]),
    styles: await Deno.readTextFile(new URL("web/style.css", lab)),
    elements: elements.join("\n"),
    images,
  };
}

/** The files that the page asks for, by their paths, and how many images are in them. */
async function carriedFiles(
  { images, models, count }: OnePageParts,
): Promise<{ readonly files: Map<string, Uint8Array>; readonly images: number }> {
  const whole = { images, models, page: new Map() };
  const record = await siteRecord(whole);
  const { train, name } = record.data;
  const { images: pixels, labels } = await images.split("train");
  const [held] = readIdx(pixels, train.images, 3).shape;
  const kept = Math.min(held, count);
  const site: Site = { ...record, data: { name, train, ...kept < held && { first: kept } } };
  const files = new Map<string, Uint8Array>([
    ["site.json", jsonBytes(site)],
    [train.images, firstOf(pixels, 3, kept)],
  ]);
  if (labels) files.set(train.labels!, firstOf(labels, 1, kept));
  for (const path of modelPaths(record).concat(record.classifier ?? [])) {
    const content = await siteContent(whole, path);
    if (!content) throw new UserError(`${path} has just been removed. Build the page again.`);
    files.set(path, await new Response(content.body).bytes());
  }
  return { files, images: kept };
}

/** The IDX file of the first rows of another. */
function firstOf(bytes: Uint8Array, dimensions: number, kept: number): Uint8Array {
  const { shape: [held, ...row], values } = readIdx(bytes, "the images", dimensions);
  return writeIdx({
    shape: [kept, ...row],
    values: values.subarray(0, kept * values.length / held),
  });
}

/** The text that the document's script and its workers run: no module, since a file can import none. */
async function bundleProgram(lab: URL, signal: AbortSignal): Promise<string> {
  const file = await Deno.makeTempFile({ prefix: "vae-lab-page-", suffix: ".js" });
  try {
    await denoBundle(
      [
        ...["--platform", "browser", "--minify", "--format", "iife"],
        ...["--import-map", "web/import_map.json", "--output", file, "web/one_file.ts"],
      ],
      lab,
      signal,
    );
    return await Deno.readTextFile(file);
  } finally {
    await Deno.remove(file);
  }
}

/** Lets these scripts run, WebAssembly and workers of the page's own text, and nothing be asked for. */
async function policyOf(scripts: readonly string[]): Promise<string> {
  const hashes = await Promise.all(scripts.map(async (script) => {
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script));
    return `'sha256-${new Uint8Array(hash).toBase64()}'`;
  }));
  return [
    "default-src 'none'",
    `script-src ${hashes.join(" ")} 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "img-src data: blob:",
    "style-src 'unsafe-inline'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** An element that the browser does not run, with this attribute: its text is gzip in base64. */
async function packed(attribute: string, bytes: Uint8Array): Promise<string> {
  const zipped: Uint8Array = await promisify(gzip)(bytes, { level: 9, memLevel: 9 });
  return `<script type="text/plain" ${attribute}>${zipped.toBase64()}</script>`;
}
