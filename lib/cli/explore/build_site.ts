import { UserError } from "../../user_error.ts";
import { unwritable } from "../../file/write_atomic.ts";
import { openOutput } from "../open_output.ts";
import type { Terminal } from "../terminal.ts";
import { inTermsOfBuild } from "./in_terms_of_build.ts";
import {
  imagesPath,
  jsonBytes,
  modelPaths,
  siteContent,
  type SiteParts,
  siteRecord,
} from "./site_content.ts";
import { ISOLATION } from "./site_headers.ts";

/** Where a site is written to. */
export interface BuildOptions {
  readonly folder: string;
  /** Whether files are replaced that are not of an earlier build. */
  readonly force: boolean;
}

/** What makes a folder a page: it is written last, when all that it needs is there. */
const LAST = "index.html";

/**
 * Writes a site as static files, for any web server, without the runs of this machine.
 *
 * @throws {UserError} if the folder cannot be written to, or holds files that are not of an earlier build
 */
export async function buildSite(
  parts: SiteParts,
  { folder, force }: BuildOptions,
  { say }: Terminal,
  signal: AbortSignal,
): Promise<void> {
  // All that may go wrong with what is read comes before the first file is written.
  const packed = [];
  for (const split of ["train", "test"] as const) {
    const files = await parts.images.split(split);
    const there = (["images", "labels"] as const).filter((part) => files[part]);
    packed.push(...there.map((part) => imagesPath(split, part)));
  }
  const site = await siteRecord(parts, true);
  const plain = modelPaths(site).concat(site.classifier ?? [])
    .concat([...parts.page.keys()].filter((name) => name !== LAST));
  const names = [...plain, ...packed.map((path) => `${path}.gz`), "site.json", LAST];
  let size = 0;
  try {
    using output = await openOutput({ task: "explore", out: folder, force }, names);
    for (const parent of parentsOf(names)) await makeFolder(`${output.path}/${parent}`);
    const write = async (name: string, bytes: Uint8Array) => {
      signal.throwIfAborted();
      await output.write(name, bytes);
      size += bytes.length;
    };
    for (const path of plain) await write(path, await read(parts, path));
    for (const path of packed) await write(`${path}.gz`, await gzip(await read(parts, path)));
    await write("site.json", jsonBytes(site));
    await write(LAST, await read(parts, LAST));
  } catch (error) {
    throw inTermsOfBuild(error);
  }
  say(`${folder}: ${names.length} files, ${(size / 1e6).toFixed(1)} MB.`);
  say("Any web server can serve them, below any path. Threads take two headers with every file:");
  for (const [name, value] of Object.entries(ISOLATION)) say(`  ${name}: ${value}`);
}

/** The folders of these files, each once: `data` of `data/train-images.idx.gz`. */
function parentsOf(names: readonly string[]): Set<string> {
  return new Set(
    names.filter((name) => name.includes("/")).map((name) => name.replace(/\/[^/]*$/, "")),
  );
}

async function makeFolder(path: string): Promise<void> {
  try {
    await Deno.mkdir(path, { recursive: true });
  } catch (error) {
    throw unwritable(path, error);
  }
}

async function read(parts: SiteParts, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const content = await siteContent(parts, path);
  if (!content) throw new UserError(`${path} has just been removed. Build the page again.`);
  return await new Response(content.body).bytes();
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return await new Response(packed).bytes();
}
