/** The documents: their links, the tasks that they name, and that README stays on one screen. */
import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };
import { itNeeds } from "./needs.ts";

const root = new URL("../", import.meta.url);
const TASKS = Object.keys(config.tasks);

/** Every `*.md` of the project by its path, but for results and installed packages. */
async function documents(folder = ""): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder || ".", root))) {
    const path = folder + name;
    if (isDirectory && !/^(\.git|out|native|node_modules)$|\/out$/.test(path)) {
      for (const [inside, text] of await documents(`${path}/`)) found.set(inside, text);
    } else if (name.endsWith(".md")) {
      found.set(path, await Deno.readTextFile(new URL(path, root)));
    }
  }
  return found;
}

/** The text without its code, where brackets are no links. */
function prose(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, "").replace(/^ {4,}.*$/gm, "").replace(/`[^`]*`/g, "");
}

/** What GitHub makes of the headings of a document: `## In a clone` is `in-a-clone`. */
function anchors(text: string): string[] {
  const headings = text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading]) =>
    heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")
  );
}

async function exists(url: URL): Promise<boolean> {
  return await Deno.stat(url).then(() => true, () => false);
}

itNeeds(["read"], "every relative link of a document leads somewhere", async () => {
  const all = await documents();
  const broken: string[] = [];
  let links = 0;
  for (const [path, text] of all) {
    for (const [, target] of prose(text).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue; // of the network
      links++;
      const url = new URL(target, new URL(path, root));
      const { hash } = url;
      url.hash = "";
      const file = url.href.slice(root.href.length);
      const missing = !await exists(url) ||
        (hash !== "" && !anchors(all.get(file) ?? "").includes(hash.slice(1)));
      if (missing) broken.push(`${path}: ${target}`);
    }
  }
  assertEquals(broken, []);
  assert(links > 50, `only ${links} links were found`);
});

itNeeds(["read"], "every file that a document names by its path is there", async () => {
  const missing: string[] = [];
  for (const [path, text] of await documents()) {
    if (path === "CHANGELOG.md") continue; // tells of what was, too
    for (
      const [, file] of text.matchAll(
        /`((?:lib|tests|docs|scripts|bench|fixtures)\/[\w./-]+\.\w+)`/g,
      )
    ) {
      if (!await exists(new URL(file, root))) missing.push(`${path}: ${file}`);
    }
  }
  assertEquals(missing, []);
});

itNeeds(["read"], "every deno task that a document names is one", async () => {
  const unknown: string[] = [];
  let named = 0;
  for (const [path, text] of await documents()) {
    for (const [, task] of text.matchAll(/\bdeno(?:@[\d.]+)? task ([a-z]\w*)/g)) {
      named++;
      if (!TASKS.includes(task)) unknown.push(`${path}: deno task ${task}`);
    }
  }
  assertEquals(unknown, []);
  assert(named > 50, `only ${named} were found`);
});

itNeeds(["read"], "README has one screen, and its table has every task", async () => {
  const readme = await Deno.readTextFile(new URL("README.md", root));
  const { length } = readme.trimEnd().split("\n");
  assert(length <= 90, `README.md has ${length} lines; at most 90 are wanted`);
  const cells = [...readme.matchAll(/^\| (`deno task .*?) +\|/gm)].map(([, cell]) => cell);
  const listed = cells.join().matchAll(/`(?:deno task )?(\w+)`/g);
  assertEquals([...listed].map(([, task]) => task).sort(), [...TASKS].sort());
});

itNeeds(
  ["read"],
  "CI runs README's test command, on the version of Deno that README names",
  async () => {
    const [readme, workflow, script] = await Promise.all(
      ["README.md", ".github/workflows/ci.yml", ".ci/run"].map((path) =>
        Deno.readTextFile(new URL(path, root))
      ),
    );
    const [command, version] = /^ {4}(npx -y deno@([\d.]+) task test)/m.exec(readme)!.slice(1);
    assert(workflow.includes(`run: ${command}\n`), `the workflow does not run ${command}`);
    assertEquals(/deno-version: (\S+)/.exec(workflow)?.[1], version);
    assertEquals(/^version=(\S+)$/m.exec(script)?.[1], version);
  },
);

itNeeds(["read", "run"], "the examples of the documents have the right types", async () => {
  const all = [...await documents()];
  // README's examples are written for its own folder, those in docs/ for theirs.
  const withExamples = all.filter(([, text]) => /^```ts$/m.test(text)).map(([path]) => path);
  assert(withExamples.length >= 2, `examples were found in ${withExamples.join(", ") || "none"}`);
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--doc-only", ...withExamples],
    cwd: fileURLToPath(root),
    env: { NO_COLOR: "1" },
  }).output();
  assert(success, new TextDecoder().decode(stderr));
});
