import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fileURLToPath, pathToFileURL } from "node:url";
import { blasWheel } from "../../../lib/backend/blas/blas_wheels.ts";
import { chooseBlas, chosenBlas } from "../../../lib/backend/blas/chosen_blas.ts";
import { probeBlas } from "../../../lib/backend/blas/probe_blas.ts";
import { programRunner, type RunProgram } from "../../../lib/backend/native/run_program.ts";
import { checkBlas } from "../../../lib/cli/native/check_blas.ts";
import { type BlasSources, nativeBlas } from "../../../lib/cli/native/native_blas.ts";
import { terminal } from "../../../lib/cli/terminal.ts";
import { type Blas, openBlas } from "../../../lib/deps/blas.ts";
import { UserError } from "../../../lib/user_error.ts";
import { itNeeds, type Right } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";

const rights: Right[] = ["read", "write", "run", "ffi"];
const quiet = terminal({ quiet: true });
const linux = blasWheel({ os: "linux", arch: "x86_64", env: "gnu" })!;

/** A BLAS that leaves results as they were. */
const idle: Blas = { multiply: () => {}, setThreads: () => {}, description: "made up" };

itNeeds(["ffi"], "probeBlas() says what a BLAS multiplies wrongly", () => {
  assertMatch(
    probeBlas(idle)!,
    /^it multiplies wrongly: a matrix of 1 x 3 by one of 3 x 1 has \S+ at \[0, 0\], and it finds NaN$/,
  );
});

it("probeBlas() calls no build for 64-bit integers", () => {
  const multiply = () => {
    throw new Error("called");
  };
  const fault = probeBlas({ ...idle, multiply, description: "OpenBLAS 0.3.29 USE64BITINT" });
  assertEquals(fault, "it is a build for 64-bit integers, which are called otherwise");
});

it("there is a wheel for Linux and Windows; macOS and musl have none", () => {
  const library = (os: typeof Deno.build.os, arch: "x86_64" | "aarch64", env?: "gnu" | "musl") =>
    blasWheel({ os, arch, env })?.library;
  assertEquals(library("linux", "x86_64", "gnu"), "scipy_openblas32/lib/libscipy_openblas.so");
  assertEquals(library("linux", "aarch64", "gnu"), "scipy_openblas32/lib/libscipy_openblas.so");
  assertEquals(library("windows", "x86_64"), "scipy_openblas32/lib/libscipy_openblas.dll");
  assertEquals([library("darwin", "aarch64"), library("linux", "x86_64", "musl")], [
    undefined,
    undefined,
  ]);
});

function withBlasFolder(use: (folder: URL) => Promise<void>): Promise<void> {
  return withFolder((path) => use(new URL(`${pathToFileURL(path).href}/blas/`)));
}

itNeeds(
  ["read", "write"],
  "chosenBlas() is what chooseBlas() noted, and nothing else",
  async () => {
    await withBlasFolder(async (folder) => {
      assertEquals(chosenBlas(folder), undefined);
      const chosen = { path: "libblas.so", prefix: "", description: "a BLAS" } as const;
      await chooseBlas(chosen, folder);
      assertEquals(chosenBlas(folder), chosen);
      for (const text of ["", "{}", `{"path":1}`, `{"path":"x","prefix":"y_","description":"z"}`]) {
        await Deno.writeTextFile(new URL("chosen.json", folder), text);
        assertEquals(chosenBlas(folder), undefined);
      }
    });
  },
);

/** Programs as if: what the trial of each library prints, and what pip says. */
function programs(trials: Record<string, string | number>): { run: RunProgram; tried: string[] } {
  const tried: string[] = [];
  const run: RunProgram = (_program, args) => {
    if (args[0] !== "run") return Promise.resolve({ status: 1, stdout: "", stderr: "no network" });
    const path = args.at(-2)!;
    tried.push(path);
    const trial = trials[path];
    return Promise.resolve(
      typeof trial === "string"
        ? { status: 0, stdout: trial, stderr: "" }
        : { status: trial, stdout: "", stderr: "" },
    );
  };
  return { run, tried };
}

const steps = (...losses: number[]) => ({ losses, milliseconds: 1 });
const good = JSON.stringify({ description: "good", blas: steps(2, 1), wasm: steps(2, 1) });
const other = JSON.stringify({ description: "other", blas: steps(2, 1.1), wasm: steps(2, 1) });
const fault = JSON.stringify({ fault: "the BLAS liar.so cannot be used: it multiplies wrongly." });
const system: BlasSources["system"] = ["ill.so", "liar.so", "other.so", "good.so"]
  .map((path) => ({ path, prefix: "" }));

itNeeds(
  ["read", "write"],
  "nativeBlas() takes the first library that runs, and keeps to it",
  async () => {
    await withBlasFolder(async (folder) => {
      const trials = { "ill.so": 132, "liar.so": fault, "other.so": other, "good.so": good };
      const first = programs(trials);
      await nativeBlas({ system, wheel: linux }, folder, first.run, quiet);
      assertEquals(first.tried, Object.keys(trials));
      assertEquals(chosenBlas(folder), { path: "good.so", prefix: "", description: "good" });

      const second = programs({ "good.so": good });
      await nativeBlas({ system, wheel: linux }, folder, second.run, quiet);
      assertEquals(second.tried, ["good.so"]);
    });
  },
);

itNeeds(["read", "write"], "nativeBlas() says of each library why it does not run", async () => {
  await withBlasFolder(async (folder) => {
    const { run } = programs({ "ill.so": 132, "liar.so": fault, "other.so": other });
    const { message } = await assertRejects(
      () => nativeBlas({ system: system.slice(0, 3), wheel: linux }, folder, run, quiet),
      UserError,
    );
    for (
      const words of [
        "no BLAS runs here:",
        "the BLAS ill.so does not run here: it ended with status 132",
        "the BLAS liar.so cannot be used: it multiplies wrongly.",
        "the BLAS other.so computes something else: wanted the losses of wasm, 2 and 1, found 2 and 1.1.",
        "Python is missing",
        `${linux.file} (SHA-256 ${linux.sha256})`,
      ]
    ) assertStringIncludes(message, words);
    assertEquals(chosenBlas(folder), undefined);
  });
});

/** A library of C, where there is a compiler. */
const PRODUCT =
  `void cblas_sgemm(int o, int ta, int tb, int m, int n, int k, float x, const float *a,
  int la, const float *b, int lb, float y, float *c, int lc)`;
const PLAIN = `{ for (int i = 0; i < m; i++) for (int j = 0; j < n; j++) { float s = 0;
  for (int p = 0; p < k; p++) s += (ta == 111 ? a[i * la + p] : a[p * la + i]) *
    (tb == 111 ? b[p * lb + j] : b[j * lb + p]); c[i * lc + j] = s; } }`;
const LIBRARIES: Readonly<Record<string, { readonly text: string; readonly says: RegExp }>> = {
  "does nothing": { text: `${PRODUCT} {}`, says: /cannot be used: it multiplies wrongly/ },
  "adds to the result": {
    text: `${PRODUCT} ${PLAIN.replace("float s = 0", "float s = c[i * lc + j]")}`,
    says: /cannot be used: it multiplies wrongly/,
  },
  "ignores how B lies": {
    text: `${PRODUCT} ${PLAIN.replace("tb == 111", "1")}`,
    says: /it multiplies wrongly: a matrix of 1 x 3 by a transposed one of 3 x 1/,
  },
  "has an illegal instruction": {
    text: `${PRODUCT} { __builtin_trap(); }`,
    says: /does not run here: it ended with status \d+/,
  },
  "has 64-bit integers": {
    text: `${PRODUCT} {} const char *openblas_get_config(void) { return "OpenBLAS USE64BITINT"; }`,
    says: /cannot be used: it is a build for 64-bit integers/,
  },
  "has no product": { text: "int x;", says: /does not load: / },
};

const compiler = ["cc", "gcc", "clang"].find((name) => {
  try {
    return new Deno.Command(name, { args: ["--version"] }).outputSync().success;
  } catch {
    return false;
  }
});

async function compile(text: string, folder: string): Promise<string> {
  const [source, library] = [`${folder}/blas.c`, `${folder}/libblas.so`];
  await Deno.writeTextFile(source, text);
  const args = ["-O1", "-shared", "-fPIC", "-o", library, source];
  const { success, stderr } = await new Deno.Command(compiler!, { args }).output();
  assertEquals(success, true, new TextDecoder().decode(stderr));
  return library;
}

function itCompiles(name: string, test: () => Promise<void>): void {
  if (compiler && Deno.build.os === "linux") itNeeds(rights, name, test);
  else it.skip(`${name} (skipped: needs Linux, a C compiler and --allow-run)`, () => {});
}

for (const [what, { text, says }] of Object.entries(LIBRARIES)) {
  itCompiles(`checkBlas() refuses a library that ${what}`, async () => {
    await withFolder(async (folder) => {
      const path = await compile(text, folder);
      const { message } = await assertRejects(
        () => checkBlas({ path, prefix: "" }, programRunner()),
        UserError,
      );
      assertMatch(message, says);
    });
  });
}

itCompiles("checkBlas() trains with a library that multiplies plainly", async () => {
  await withFolder(async (folder) => {
    const path = await compile(`${PRODUCT} ${PLAIN}`, folder);
    const { description } = await checkBlas({ path, prefix: "" }, programRunner());
    assertEquals(description, path);
    assertEquals(probeBlas(openBlas({ path, prefix: "" })), undefined);
  });
});

/** The lab as a folder of links, but for the BLAS that was chosen there. */
async function labWith(folder: string, chosen: Parameters<typeof chooseBlas>[0]): Promise<void> {
  for (const name of ["lib", "scripts", "fixtures", "deno.json", "deno.lock", "mod.ts"]) {
    const file = fileURLToPath(new URL(`../../../${name}`, import.meta.url));
    await Deno.symlink(file, `${folder}/${name}`);
  }
  await chooseBlas(chosen, pathToFileURL(`${folder}/blas/`));
}

itNeeds(rights, "where the BLAS that was chosen is gone, wasm computes, and says so", async () => {
  await withFolder(async (folder) => {
    await labWith(folder, { path: "/nowhere/libblas.so", prefix: "", description: "gone" });
    const sample = async (...flags: string[]) => {
      const permissions = ["read", "write", "env", "ffi"].map((right) => `--allow-${right}`);
      const args = ["run", "--no-prompt", ...permissions, "scripts/sample.ts", "--out", "drawn"];
      const command = { args: [...args, ...flags], cwd: folder, env: { NO_COLOR: "1" } };
      const { code, stderr } = await new Deno.Command(Deno.execPath(), command).output();
      return { code, said: new TextDecoder().decode(stderr) };
    };
    const fallen = await sample();
    assertMatch(
      fallen.said,
      /^caution: the BLAS \/nowhere\/libblas\.so does not load: .*\. Using wasm instead\. .*\nbackend: wasm\n/,
    );
    assertEquals(fallen.code, 0);
    const named = await sample("--backend", "blas");
    assertMatch(
      named.said,
      /^error: the BLAS \/nowhere\/libblas\.so does not load: .* use --backend wasm\.\n$/,
    );
    assertEquals(named.code, 1);
  });
});
