/** `deno task native` from step to step, with a made-up wheel and programs that do as if. */
import { assertEquals, assertRejects } from "@std/assert";
import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { nativeFiles } from "../../lib/backend/native/native_files.ts";
import { type NativePlan, nativePlan } from "../../lib/backend/native/native_plan.ts";
import { readStamp } from "../../lib/backend/native/native_stamp.ts";
import type { RunProgram } from "../../lib/backend/native/run_program.ts";
import { installNative } from "../../lib/cli/native/install_native.ts";
import { terminal } from "../../lib/cli/terminal.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds, type Right } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

const rights: Right[] = ["read", "write", "sys"];
const quiet = terminal({ quiet: true });
const tools = { python: "python3", compiler: "g++" };

const wheel = {
  name: "made-up",
  version: "1.0",
  file: "made_up-1.0-py3-none-any.whl",
  sha256: createHash("sha256").update("a wheel").digest("hex"),
  bytes: 7,
  keep: ["made_up/lib/"],
  keptBytes: 7,
};
const plan: NativePlan = {
  ...nativePlan("cpu", { os: "linux", arch: "x86_64", env: "gnu" }),
  wheels: [wheel],
  roomBytes: 1,
};

type Step = "npm" | "pip" | "unpack" | "compile" | "check";

/** Programs that leave what the real ones would, and fail at one step. */
function programs(folder: URL, failAt?: Step, check = "") {
  const done: Step[] = [];
  const { libraries, package: npmPackage } = nativeFiles(folder);
  const run: RunProgram = async (_program, args) => {
    const after = (flag: string) => args[args.indexOf(flag) + 1];
    const step: Step = args[0] === "install"
      ? "npm"
      : args[0] === "-m"
      ? "pip"
      : args[0] === "-c"
      ? "unpack"
      : args[0] === "run"
      ? "check"
      : "compile";
    if (step === failAt) return { status: 1, stdout: "", stderr: `no ${step} today` };
    done.push(step);
    if (step === "npm") await Deno.mkdir(npmPackage, { recursive: true });
    if (step === "pip") await Deno.writeTextFile(`${after("--dest")}/${wheel.file}`, "a wheel");
    if (step === "unpack") {
      await Deno.mkdir(new URL(".", libraries[0]), { recursive: true });
      for (const library of libraries) await Deno.writeTextFile(library, "library");
    }
    if (step === "compile") await Deno.writeTextFile(after("-o"), "binding");
    const trial = { losses: [2, 1], expected: [2, 1], milliseconds: 1, gpu: false };
    return { status: 0, stdout: check || JSON.stringify(trial), stderr: "" };
  };
  return { run, done };
}

async function withNative(use: (folder: URL) => Promise<void>): Promise<void> {
  await withFolder((path) => use(new URL(`${pathToFileURL(path).href}/native/`)));
}

itNeeds(
  rights,
  "installNative() goes through every step once, and stamps what it made",
  () =>
    withNative(async (folder) => {
      const { run, done } = programs(folder);
      const { steps, trial } = await installNative(plan, folder, tools, run, quiet);
      assertEquals(done, ["npm", "pip", "unpack", "compile", "check"]);
      assertEquals([steps.length, trial.losses[1]], [5, 1]);
      assertEquals(readStamp(folder), plan);
      assertEquals(await exists(nativeFiles(folder).downloads), false);
    }),
);

for (
  const [failAt, rest] of [
    ["npm", ["npm", "pip", "unpack", "compile", "check"]],
    ["pip", ["npm", "pip", "unpack", "compile", "check"]],
    ["unpack", ["npm", "unpack", "compile", "check"]],
    ["compile", ["npm", "compile", "check"]],
    ["check", ["npm", "pip", "unpack", "compile", "check"]],
  ] as [Step, Step[]][]
) {
  itNeeds(
    rights,
    `an installation that ended at ${failAt} is not whole; the next completes it`,
    () =>
      withNative(async (folder) => {
        const broken = programs(folder, failAt);
        const install = (run: RunProgram) => installNative(plan, folder, tools, run, quiet);
        await assertRejects(() => install(broken.run), UserError, `no ${failAt} today`);
        assertEquals(readStamp(folder), undefined);
        const { run, done } = programs(folder);
        await install(run);
        assertEquals(done, rest);
        assertEquals(readStamp(folder), plan);
      }),
  );
}

itNeeds(
  rights,
  "a library that computes something else than wasm is not taken",
  () =>
    withNative(async (folder) => {
      const trial = { losses: [2, 1.01], expected: [2, 1], milliseconds: 1, gpu: false };
      const { run } = programs(folder, undefined, JSON.stringify(trial));
      const install = () => installNative(plan, folder, tools, run, quiet);
      await assertRejects(
        install,
        UserError,
        "wanted the losses of wasm, 2 and 1, found 2 and 1.01",
      );
      assertEquals(readStamp(folder), undefined);
    }),
);

function exists(path: URL): Promise<boolean> {
  return Deno.stat(path).then(() => true, () => false);
}
