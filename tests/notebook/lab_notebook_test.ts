/** lab.ipynb: whether it is what its sources make, and whether its cells compute what the library does. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { codeHash } from "../../lib/cli/notebook/code_hash.ts";
import { makeNotebook, type Outputs } from "../../lib/cli/notebook/make_notebook.ts";
import {
  type CellOutput,
  type Notebook,
  notebookText,
} from "../../lib/cli/notebook/notebook_format.ts";
import { runCells } from "../../lib/cli/notebook/run_cells.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { anneal } from "../../lib/experiment/anneal.ts";
import { collapse } from "../../lib/experiment/collapse.ts";
import { naive } from "../../lib/experiment/naive.ts";
import { decodePng } from "../../lib/figure/png.ts";
import { Session } from "../../lib/run/session.ts";
import { criticalBeta } from "../../lib/theory/critical_beta.ts";
import { pixelEigenvalues } from "../../lib/theory/pixel_eigenvalues.ts";
import { itNeeds, type Right } from "../needs.ts";
import { itNeedsPython, runPython } from "../python.ts";
import { withFolder } from "../scripts/run_task.ts";

const rights: Right[] = ["read", "write", "run", "ffi"];
const lab = new URL("../../", import.meta.url);
const file = new URL("lab.ipynb", lab);
/** What makes the cells quick, and the same on every machine. */
const QUICK = { images: 256, backend: "wasm" } as const;

const program = () => Deno.readTextFile(new URL("docs/notebook/lab.ts", lab));
const committed = async (): Promise<Notebook> => JSON.parse(await Deno.readTextFile(file));

function outputsOf({ cells }: Notebook): Outputs {
  const code = cells.filter((cell) => cell.cell_type === "code");
  return Object.fromEntries(code.map(({ id, outputs }) => [id, outputs]));
}

/** The id of the cell whose code has this in it. */
function cellWith({ cells }: Notebook, code: string): string {
  const found = cells.filter((cell) =>
    cell.cell_type === "code" && cell.source.join("").includes(code)
  );
  assertEquals(found.length, 1, `cells with ${code}`);
  return found[0].id;
}

/** All that a cell said in words. */
function text(outputs: readonly CellOutput[] = []): string {
  return outputs.flatMap((output) =>
    "text" in output ? output.text : (output.data["text/markdown"] as string[] | undefined) ?? []
  ).join("");
}

/** The pictures that a cell showed, in base64. */
function pictures(outputs: readonly CellOutput[] = []): string[] {
  return outputs.flatMap((output) => "data" in output ? output.data["image/png"] as string : [])
    .filter((picture) => picture);
}

itNeeds(["read"], "lab.ipynb is what deno task notebook makes of its sources", async () => {
  const notebook = await committed();
  const code = await codeHash(notebook);
  assertEquals(
    notebook.metadata.vae_lab?.code_sha256,
    code,
    "the outputs of lab.ipynb belong to other cells; run deno task notebook --force",
  );
  const made = makeNotebook(await program(), { outputs: outputsOf(notebook), code });
  assert(await Deno.readTextFile(file) === notebookText(made), "run deno task notebook");
});

itNeeds(
  ["read"],
  "lab.ipynb keeps what every cell showed on all images, and is no large file",
  async () => {
    const notebook = await committed();
    const code = notebook.cells.filter((cell) => cell.cell_type === "code");
    assertEquals(code.map(({ execution_count }) => execution_count), code.map((_, i) => i + 1));
    const said = (code: string) => text(outputsOf(notebook)[cellWith(notebook, code)]);
    assertMatch(said("await useBackend("), /^backend: wasm$/m);
    const loss = /^\| loss \| 29\.\d+ \| 28\.919 \| 27 to 30\.1 \|$/m;
    assertMatch(said("LAB_RESULTS.naive)"), loss);
    const annealed = /^\| loss \| 34\.\d+ \| 34\.269 \| 33\.77 to 37\.74 \|$/m;
    assertMatch(said("LAB_RESULTS.anneal)"), annealed);
    const whole = await Deno.readTextFile(file);
    assert(whole.length < 1_500_000, `${whole.length} bytes`);
    assert(!whole.includes(fileURLToPath(lab)), "it names the folder that it was made in");
  },
);

itNeeds(["read"], "no cell of lab.ipynb has more than twelve lines of code", async () => {
  for (const cell of (await committed()).cells) {
    if (cell.cell_type !== "code") continue;
    const lines = cell.source.filter((line) => line.trim() && !line.startsWith("import "));
    assert(lines.length <= 12, `${cell.id}: ${lines.length} lines`);
  }
});

itNeeds(
  ["read"],
  "the cells of lab.ipynb import the library's entries, and nothing else",
  async () => {
    const code = (await committed()).cells.filter((cell) => cell.cell_type === "code")
      .map(({ source }) => source.join("")).join("\n");
    const imported = [...code.matchAll(/\bfrom "(.*?)"|\bimport\((.*?)\)/g)].map(([, from]) =>
      from
    );
    assert(imported.length > 20, imported.join());
    for (const from of imported) assertMatch(from, /^\.\/(mod|lib\/\w+\/mod)\.ts$/);
  },
);

itNeeds(rights, "the cells of lab.ipynb print what the library computes", async () => {
  await withFolder(async (out) => {
    const notebook = makeNotebook(await program());
    const settings = { ...QUICK, out: `${out}/cells` };
    const outputs = await runCells(notebook, { folder: lab, settings });
    const shown = (code: string) => outputs[cellWith(notebook, code)];

    // What depends on no image is what the committed notebook says.
    const before = outputsOf(await committed());
    for (const code of ["monteCarloKl(", "expectedLogDensity(q", "klDiagonal(", "padEnd(24)"]) {
      const id = cellWith(notebook, code);
      assertEquals(text(outputs[id]), text(before[id]), id);
    }
    const beta = criticalBeta(pixelEigenvalues(await loadMnist({ count: QUICK.images })));
    assertMatch(text(shown("criticalBeta(")), new RegExp(`^beta\\* = ${beta.toFixed(2)}$`, "m"));

    for (const task of [naive, collapse, anneal]) {
      using session = await Session.start(task, { ...QUICK, out: `${out}/${task.name}` });
      for await (const _ of session.events());
      const { epoch, loss, reconstruction, kl, klPerUnit, activeUnits } = session.epochs.at(-1)!;
      const line = text(shown(`start(${task.name})`));
      assertEquals(
        line,
        `finished: epoch ${epoch}, loss ${loss.toFixed(2)}, KL ${kl.toFixed(2)} nats`,
      );
      const rows = text(shown(`LAB_RESULTS.${task.name})`)).split("\n").slice(2);
      assertEquals(rows.map((row) => row.split("|")[2].trim()), [
        ...[loss, reconstruction, kl].map((value) => value.toFixed(3)),
        `${activeUnits} of 8`,
      ]);
      const nats = klPerUnit.map((kl) => kl.toFixed(2)).join(" +");
      const units = new RegExp(`^${task.name} +${nats} +${activeUnits} active$`, "m");
      assertMatch(text(shown("function units(")), units);
    }

    for (
      const [code, columns, rows] of [
        ["data.rows([", 25, 2],
        ["naiveRun.folder}/reconstructions.png", 25, 8],
        [".uniform(100", 25, 4],
        [".normal(100 * vae", 25, 4],
        ["lerp(from, to", 20, 1],
      ] as const
    ) {
      const { width, height } = await decodePng(Uint8Array.fromBase64(pictures(shown(code))[0]));
      assertEquals([width, height], [2 * (30 * columns + 2), 2 * (30 * rows + 2)], code);
    }
  });
});

/** Runs a Python program of this folder, where Jupyter finds Deno's kernel and nothing of the user's. */
async function withJupyter(
  python: string,
  program: string,
  settings: Record<string, unknown>,
): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    const spec = {
      argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
      display_name: "Deno",
      language: "typescript",
    };
    await Deno.mkdir(`${folder}/kernels/deno`, { recursive: true });
    await Deno.writeTextFile(`${folder}/kernels/deno/kernel.json`, JSON.stringify(spec));
    const path = fileURLToPath(new URL(program, import.meta.url));
    return await runPython(
      python,
      [path, fileURLToPath(file), fileURLToPath(lab), JSON.stringify(settings)],
      {
        env: {
          JUPYTER_PATH: folder,
          JUPYTER_CONFIG_DIR: folder,
          JUPYTER_RUNTIME_DIR: folder,
          NO_COLOR: "1",
        },
      },
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const itNeedsJupyter = await itNeedsPython("nbclient, nbformat, jupyter_client");

itNeedsJupyter("Jupyter runs lab.ipynb on Deno's kernel, with the same outputs", async (python) => {
  await withFolder(async (out) => {
    const notebook = await committed();
    const settings = { ...QUICK, out };
    const printed = await withJupyter(python, "execute.py", settings);
    const executed: Notebook & { asWritten: boolean } = JSON.parse(printed);
    assert(executed.asWritten, "Jupyter would write the file in another way");
    const alone = await runCells(notebook, { folder: lab, settings });
    const [here, there] = [outputsOf(executed), alone];
    // On a busy machine the kernel may send an output when Jupyter takes the cell to be done: it is lost, or the
    // next cell's, and a line of progress stays as it was before. So not every output is asked for.
    const isProgress = (line: string) => /^(starting|epoch \d+, loss)/.test(line);
    const all = Object.values(there);
    const wanted = new Set([
      ...all.flatMap((outputs) => text(outputs).split("\n")),
      ...all.flatMap(pictures),
    ]);
    let found = 0;
    for (const outputs of Object.values(here)) {
      for (const shown of [...text(outputs).split("\n"), ...pictures(outputs)]) {
        assert(wanted.has(shown) || isProgress(shown), shown.slice(0, 200));
        found++;
      }
    }
    assert(found > 0.8 * wanted.size, `${found} outputs of ${wanted.size}`);
  });
});

if (Deno.build.os !== "windows") {
  itNeedsJupyter(
    "Stop and the cell that cancels end a run, which is resumed to the same end",
    async (python) => {
      await withFolder(async (out) => {
        const options = { ...QUICK, images: 12_000 };
        const printed = await withJupyter(python, "stop.py", { ...options, out: `${out}/stopped` });
        const { interrupted, waiting, canceled } = JSON.parse(printed);
        assertMatch(interrupted, /^the run was stopped (in|after) epoch/);
        assertMatch(waiting, /^a run was stopped just now/);
        assertMatch(canceled, /^the run was stopped (in|after) epoch/);
        assert(interrupted !== canceled, `${interrupted}; ${canceled}`);

        using session = await Session.start(naive, { ...options, out: `${out}/whole` });
        for await (const _ of session.events());
        for (const name of ["metrics.jsonl", "model.safetensors"]) {
          const files = ["stopped/naive", "whole"].map((run) =>
            Deno.readFile(`${out}/${run}/${name}`)
          );
          const [a, b] = await Promise.all(files);
          assert(a.toBase64() === b.toBase64(), name);
        }
      });
    },
  );
}
