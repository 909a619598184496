import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { pathToFileURL } from "node:url";
import { bundlePage } from "../../../lib/cli/explore/bundle_page.ts";
import { UserError } from "../../../lib/user_error.ts";
import { itNeeds, type Right } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";

const rights: Right[] = ["read", "write", "run"];
const { signal } = new AbortController();

/** A lab of which there is only a small page. */
const SMALL: Readonly<Record<string, string>> = {
  "main.tsx": 'import { shared } from "word"; document.title = shared;',
  "train_worker.ts": 'import { shared } from "word"; self.postMessage(shared);',
  "word.ts": 'export const shared = "both say this";',
  "import_map.json": '{ "imports": { "word": "./word.ts" } }',
  "index.html": "<!doctype html>",
  "style.css": "",
};

async function withLab(
  files: Readonly<Record<string, string>>,
  use: (lab: URL) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/web`);
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/web/${name}`, text);
    }
    await use(pathToFileURL(`${folder}/`));
  });
}

itNeeds(rights, "bundlePage() has the page, its workers, and what they share once", async () => {
  await withLab(SMALL, async (lab) => {
    const page = await bundlePage(lab, signal);
    const names = [...page.keys()].sort();
    const [chunk, ...others] = names;
    assertMatch(chunk, /^chunk-\w+\.js$/);
    assertEquals(others, ["index.html", "main.js", "style.css", "train_worker.js"]);
    const texts = [...page].map(([, bytes]) => new TextDecoder().decode(bytes));
    assertEquals(texts.filter((text) => text.includes("both say this")).length, 1);
  });
});

itNeeds(rights, "bundlePage() says in a line why a page cannot be bundled", async () => {
  await withLab({ ...SMALL, "main.tsx": "const = ;" }, async (lab) => {
    const error = await assertRejects(() => bundlePage(lab, signal), UserError);
    assertMatch(error.message, /^deno bundle failed: \S.+$/);
  });
  const { "train_worker.ts": _, ...without } = SMALL;
  await withLab({ ...without, "import_map.json": '{ "imports": {} }' }, async (lab) => {
    const error = await assertRejects(() => bundlePage(lab, signal), UserError);
    assertMatch(error.message, /^deno bundle failed: .*"word".*$/);
  });
});

itNeeds(rights, "bundlePage() stops when it is told to, and leaves nothing behind", async () => {
  await withLab(SMALL, async (lab) => {
    const stopping = new AbortController();
    const bundling = bundlePage(lab, stopping.signal);
    stopping.abort(new Error("enough"));
    const error = await assertRejects(() => bundling, Error);
    assert(!(error instanceof UserError), error.message);
  });
});
