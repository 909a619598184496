/** The direction of imports: who may import whom (docs/architecture.md). */
import { fileURLToPath } from "node:url";
import { assert, assertEquals } from "@std/assert";
import { STEPS } from "../lib/exercise/steps.ts";
import { itNeeds } from "./needs.ts";

const LIBRARY = ["math", "theory", "file", "data", "model", "train", "measure", "prior", "run"]
  .concat("experiment", "figure", "backend");

/** What each folder of lib may import, beside itself, lib/deps and lib/user_error.ts. */
const ALLOWED: Record<string, readonly string[]> = {
  math: [],
  file: ["math"],
  data: ["file", "math"],
  model: ["math"],
  theory: ["data", "math"],
  figure: ["theory", "math"], // theory's curves are drawn as densely as the picture needs
  backend: ["file", "math"],
  train: ["model", "data", "math"],
  measure: ["theory", "model", "data", "math"],
  prior: ["measure", "train", "model", "data", "math"],
  // A session chooses the backend, since a run is resumed on the one that it began on.
  run: ["prior", "measure", "train", "model", "data", "file", "math", "backend"],
  experiment: LIBRARY.filter((folder) => folder !== "experiment"),
  report: LIBRARY.filter((folder) => folder !== "backend"),
  exercise: LIBRARY.filter((folder) => folder !== "backend" && folder !== "experiment"),
  cli: [...LIBRARY, "report", "exercise", "web"], // the type of site.json, which both the server and the page know
  mod: LIBRARY,
  scripts: ["mod", "cli", ...LIBRARY],
  // The page shows what the library computes; PyTorch's stored losses are data.
  web: [...LIBRARY, "exercise", "fixtures"],
  deps: [],
  user_error: [],
};

/** The page and its workers. */
const PAGE = ["web/main.tsx", "web/train_worker.ts", "web/lab_worker.ts", "web/theory_worker.ts"]
  .concat("web/one_file.ts");

/** What runs in a worker or a process of its own. */
const APART = ["lib/experiment/training_worker.ts", "lib/cli/notebook/cell_runner.ts"]
  .concat(STEPS.map(({ id }) => `lib/exercise/steps/${id}/probe.ts`));

interface Graph {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly Dependency[];
  }[];
}
interface Dependency {
  readonly specifier: string;
  readonly code?: { readonly specifier: string };
  /** In place of `code` where only types are imported. */
  readonly type?: { readonly specifier: string };
}

const root = new URL("../", import.meta.url).href;

/** `lib/math/lerp.ts` -> `math`; `mod.ts` -> `mod`. */
function layer(specifier: string): string {
  const [first, second] = specifier.slice(root.length).split("/");
  return first === "lib" ? second.replace(/\.ts$/, "") : first.replace(/\.ts$/, "");
}

/** The modules that these files import, by way of others too; all of the lab's, if none are named. */
async function graph(files?: readonly string[]): Promise<Graph> {
  const scripts = [...Deno.readDirSync(new URL("scripts", root))].map(({ name }) => name);
  // One module that imports all: `deno info` takes one root.
  const all = (files ?? ["mod.ts", ...scripts.map((name) => `scripts/${name}`), ...PAGE, ...APART])
    .map((path) => `import ${JSON.stringify(root + path)};`).join("\n");
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(file, all);
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--config", fileURLToPath(new URL("deno.json", root)), file],
    stderr: "null",
  }).output();
  await Deno.remove(file);
  return JSON.parse(new TextDecoder().decode(stdout));
}

itNeeds(["read", "write", "run"], "every import follows the walk", async () => {
  const { modules } = await graph();
  const own = modules.filter(({ specifier }) => specifier.startsWith(root));
  assert(own.length > 50, `only ${own.length} modules were found`);
  const wrong: string[] = [];
  for (const { specifier, dependencies = [] } of own) {
    const from = layer(specifier);
    for (const { specifier: written, code, type } of dependencies) {
      const to = (code ?? type)?.specifier ?? written;
      const arrow = `${specifier.slice(root.length)} -> ${written}`;
      if (to.startsWith("node:")) continue; // part of Deno
      if (!to.startsWith(root)) {
        if (from !== "deps") wrong.push(`${arrow}: a package, outside of lib/deps`);
      } else if (!to.endsWith("deno.json")) {
        const target = layer(to);
        const free = target === from || target === "deps" || target === "user_error";
        if (from === "scripts" && !["cli", "mod"].includes(target) && !to.endsWith("/mod.ts")) {
          wrong.push(`${arrow}: a script reads the library by its entries`);
        }
        if (!free && !ALLOWED[from]?.includes(target)) wrong.push(`${arrow}: ${from} -> ${target}`);
      }
    }
  }
  assertEquals(wrong, []);
});

itNeeds(["read", "write", "run"], "no file imports itself by way of others", async () => {
  const { modules } = await graph();
  const imports = new Map(modules.map(({ specifier, dependencies = [] }) => [
    specifier,
    dependencies.map(({ specifier: written, code, type }) => (code ?? type)?.specifier ?? written),
  ]));
  const circles: string[] = [];
  const done = new Set<string>();
  function walk(file: string, path: readonly string[]): void {
    const at = path.indexOf(file);
    if (at >= 0) {
      circles.push([...path.slice(at), file].map((url) => url.slice(root.length)).join(" -> "));
    }
    if (at >= 0 || done.has(file) || !file.startsWith(root)) return;
    for (const next of imports.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  }
  for (const file of imports.keys()) walk(file, []);
  assertEquals(circles, []);
});

itNeeds(["read"], "only lib/deps names a package", async () => {
  const offenders: string[] = [];
  for (const file of await sources(["lib", "scripts", "bench", "web"])) {
    const path = file.slice(root.length);
    const text = await Deno.readTextFile(new URL(file));
    if (!path.startsWith("lib/deps/") && /["'`](npm|jsr):[@\w]/.test(text)) offenders.push(path);
    for (const [specifier] of text.matchAll(/npm:[@\w/.-]+/g)) {
      const version = specifier.replace(/^npm:@/, "npm:").split("@")[1];
      if (!/^\d+\.\d+\.\d+/.test(version ?? "")) {
        offenders.push(`${path}: ${specifier} is not pinned`);
      }
    }
  }
  assertEquals(offenders, []);
});

itNeeds(["read"], "only lib/cli prints", async () => {
  const offenders: string[] = [];
  for (const file of await sources(["lib", "web"])) {
    const path = file.slice(root.length);
    const code = (await Deno.readTextFile(new URL(file))).replace(/^\s*(\*|\/\/).*$/gm, "");
    // A student's process answers by what it prints, to the process that asked.
    if (/^lib\/(cli|exercise\/probe)\//.test(path)) continue;
    if (/\bconsole\.|Deno\.std(out|err)/.test(code)) {
      offenders.push(path);
    }
  }
  assertEquals(offenders, []);
});

itNeeds(["read"], "the library's messages name no command-line flag", async () => {
  const offenders: string[] = [];
  for (const file of await sources(["lib"])) {
    const path = file.slice(root.length);
    // The last two have the flags of commands that they put together.
    if (/^lib\/(cli\/|deps\/|backend\/|exercise\/(probe_arguments|config_for).ts)/.test(path)) {
      continue;
    }
    const code = (await Deno.readTextFile(new URL(file))).replace(/^\s*(\*|\/\/|\/\*).*$/gm, "");
    for (const [flag] of code.matchAll(/--(?!allow-)[a-z][a-z-]+/g)) {
      offenders.push(`${path}: ${flag}`);
    }
  }
  assertEquals(offenders, []);
});

/** Files of the neutral folders that only Deno code imports, with what they take from Deno or Node. */
const DENO_ALONE = [
  "lib/data/find_idx_files.ts", // folders
  "lib/data/image_folder/folder_tree.ts",
  "lib/data/image_folder/load_image_folder.ts", // whether a folder is there
  "lib/data/image_folder/read_picture.ts", // a missing permission
  "lib/data/mnist.ts", // whether a folder is there
  "lib/data/open_idx.ts", // files, and zlib
  "lib/data/read_label_names.ts", // a path from its parts
  "lib/file/lock_folder.ts",
  "lib/file/read_head.ts",
  "lib/file/unreadable_folder.ts", // the errors of Deno.readDir
  "lib/file/write_atomic.ts",
  "lib/run/earlier_run.ts", // a path from its parts
  "lib/run/metrics_log.ts",
  "lib/run/output_folder.ts",
  "lib/run/prepare_run.ts", // Deno's version
  "lib/run/run_folder.ts",
];

/** What a page imports: whole layers, the parsers of bytes, the formats of a run and the tasks' options. */
const NEUTRAL = ["math", "theory", "model", "train", "measure", "prior"].map((layer) =>
  `lib/${layer}/mod.ts`
)
  .concat("lib/data/idx.ts", "lib/data/data_set.ts", "lib/data/batches.ts")
  .concat("lib/file/safetensors.ts", "lib/file/parse_json.ts")
  .concat("lib/run/checkpoint.ts", "lib/run/classifier_file.ts", "lib/run/metrics_position.ts")
  .concat(
    "lib/run/model_file.ts",
    "lib/run/prior_file.ts",
    "lib/run/parse_run_record.ts",
    "lib/run/run_record.ts",
  )
  .concat("lib/run/option.ts", "lib/run/run_options.ts", "lib/run/training_task.ts")
  .concat("lib/run/training_run.ts", "lib/run/choose_divisor.ts", "lib/run/refuse_too_long.ts")
  .concat("lib/run/metrics_line.ts", "lib/run/images_record.ts")
  .concat("lib/experiment/naive.ts", "lib/experiment/collapse.ts", "lib/experiment/anneal.ts")
  .concat("lib/experiment/train_task.ts", "lib/backend/engine/register_engine.ts");

itNeeds(
  ["read"],
  "only files that are named here use Deno or Node, in the neutral folders",
  async () => {
    const folders = ["math", "theory", "model", "train", "measure", "prior", "data", "file", "run"]
      .concat("backend/engine");
    const users: string[] = [];
    for (const file of await sources(folders.map((folder) => `lib/${folder}`))) {
      const code = (await Deno.readTextFile(new URL(file))).replace(/^\s*(\*|\/\/|\/\*).*$/gm, "");
      if (/\bDeno\.|["']node:|\bprocess\./.test(code)) users.push(file.slice(root.length));
    }
    assertEquals(users.sort(), DENO_ALONE);
  },
);

itNeeds(
  ["read", "write", "run"],
  "the neutral core and the page import no file that uses Deno or Node",
  async () => {
    const { modules } = await graph([...NEUTRAL, ...PAGE]);
    const found = modules.map(({ specifier }) => specifier.replace(root, ""));
    for (const file of [...NEUTRAL, ...PAGE]) assert(found.includes(file), `${file} was not found`);
    const wrong = found.filter((file) => DENO_ALONE.includes(file) || file.startsWith("node:"));
    assertEquals(wrong, []);
  },
);

/** The URLs of all TypeScript files in these folders. */
async function sources(folders: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    for await (const entry of Deno.readDir(new URL(folder, root))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory) found.push(...await sources([path]));
      else if (/\.tsx?$/.test(path)) found.push(root + path);
    }
  }
  return found;
}
