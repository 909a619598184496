import { dirname } from "node:path";
import { readHead } from "../../file/read_head.ts";
import { runId, unwritable, writeAtomic } from "../../file/write_atomic.ts";
import { UserError } from "../../user_error.ts";
import type { Terminal } from "../terminal.ts";
import { inTermsOfBuild } from "./in_terms_of_build.ts";
import { onePage, type OnePageParts } from "./one_page.ts";

/** Where the page is written to. */
export interface OnePageFile {
  readonly file: string;
  /** Whether a file is replaced that is not an earlier page. */
  readonly force: boolean;
}

/** How such a page begins, by which an earlier one is known. */
const BEGINNING = "<!doctype html>\n<!-- The VAE lab: its page in one file";

/**
 * Writes the page as one file, which a browser opens from the disk.
 *
 * @param lab the lab's folder
 * @throws {UserError} if the file cannot be written, or is there and no earlier page
 */
export async function buildOnePage(
  parts: OnePageParts,
  { file, force }: OnePageFile,
  lab: URL,
  { say }: Terminal,
  signal: AbortSignal,
): Promise<void> {
  if (!force) await refuseOther(file);
  const { policy, styles, elements, images } = await onePage(parts, lab, signal);
  const html = new TextEncoder().encode(`${BEGINNING} (deno task explore --build page.html). -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The VAE lab</title>
<link rel="icon" href="data:,">
<style>
${styles}</style>
</head>
<body>
<div id="app">
<p class="waiting">The lab is loading. It takes a browser of 2025 or later.</p>
</div>
<noscript><p class="waiting">The lab computes in this page, which takes JavaScript.</p></noscript>
${elements}
</body>
</html>
`);
  await write(file, html).catch((error) => {
    throw inTermsOfBuild(error);
  });
  const size = `${(html.length / 1e6).toFixed(1)} MB`;
  const model = parts.models.map(({ name }) => name).join(", ");
  const contents = `${images.toLocaleString("en")} training images and the model ${model}`;
  say(`${file}: ${size}, with ${contents}.`);
  say("It takes no server: open it in a browser.");
}

/** @throws {UserError} if the file cannot be written */
async function write(file: string, bytes: Uint8Array): Promise<void> {
  await Deno.mkdir(dirname(file), { recursive: true }).catch((error) => {
    throw unwritable(file, error);
  });
  await writeAtomic(file, bytes, runId({ startedAt: new Date().toISOString() }));
}

/** @throws {UserError} if something else has that name */
async function refuseOther(file: string): Promise<void> {
  const head = await readHead(file, BEGINNING.length);
  if (!head || new TextDecoder().decode(head.bytes) === BEGINNING) return;
  throw new UserError(
    `${file} is there already, and is no page that deno task explore wrote. Choose another name with ` +
      "`build`, or replace it with `force`.",
  );
}
