/** The steps of `deno task native`, with made-up wheels and programs: no network, no compiler. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { beginPlan } from "../../lib/backend/native/begin_plan.ts";
import { compileBinding } from "../../lib/backend/native/compile_binding.ts";
import { fetchWheel } from "../../lib/backend/native/fetch_wheel.ts";
import { installPackages } from "../../lib/backend/native/install_packages.ts";
import { installedKind, isInstalled } from "../../lib/backend/native/is_installed.ts";
import { lockNative } from "../../lib/backend/native/lock_native.ts";
import { nativeFiles } from "../../lib/backend/native/native_files.ts";
import { nativePlan } from "../../lib/backend/native/native_plan.ts";
import { writeStamp } from "../../lib/backend/native/native_stamp.ts";
import { removeNative } from "../../lib/backend/native/remove_native.ts";
import type { RunProgram } from "../../lib/backend/native/run_program.ts";
import { sha256OfFile } from "../../lib/backend/native/sha256_of_file.ts";
import { isUnpacked, unpackWheel } from "../../lib/backend/native/unpack_wheel.ts";
import type { Wheel } from "../../lib/backend/native/wheels.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds, type Right } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

const rights: Right[] = ["read", "write"];
const plan = nativePlan("cpu", { os: "linux", arch: "x86_64", env: "gnu" });

const content = new TextEncoder().encode("a wheel");
const wheel: Wheel = {
  name: "made-up",
  version: "1.0",
  file: "made_up-1.0-py3-none-any.whl",
  sha256: createHash("sha256").update(content).digest("hex"),
  bytes: content.length,
  keep: ["made_up/lib/"],
  keptBytes: 1,
};

function withNative(use: (folder: URL) => Promise<void>): Promise<void> {
  return withFolder((path) => use(new URL(`${pathToFileURL(path).href}/`)));
}

/** A program that always ends like this, and the command lines it was given. */
function program(status: number, stderr: string, act = (_args: readonly string[]) => {}) {
  const calls: string[][] = [];
  const run: RunProgram = (name, args) => {
    calls.push([name, ...args]);
    act(args);
    return Promise.resolve({ status, stdout: "", stderr });
  };
  return { run, calls };
}

/** pip, which writes `bytes` where it is told to. */
function pip(bytes: Uint8Array) {
  return program(0, "", (args) => {
    Deno.writeFileSync(`${args[args.indexOf("--dest") + 1]}/${wheel.file}`, bytes);
  });
}

itNeeds(
  rights,
  "fetchWheel() asks pip for the pinned wheel, and not again when it is there",
  () =>
    withNative(async (folder) => {
      const { run, calls } = pip(content);
      const downloads = nativeFiles(folder).downloads;
      const file = await fetchWheel(wheel, plan, downloads, "python3", run);
      assertEquals(await sha256OfFile(file), wheel.sha256);
      const [line] = calls.map((call) => call.join(" "));
      for (const words of ["python3 -m pip download --no-deps", "cp312", "made-up==1.0"]) {
        assertStringIncludes(line, words);
      }
      await fetchWheel(wheel, plan, downloads, "python3", run);
      assertEquals(calls.length, 1);
    }),
);

itNeeds(
  rights,
  "fetchWheel() throws half a wheel away and fetches it anew",
  () =>
    withNative(async (folder) => {
      await Deno.writeFile(new URL(wheel.file, folder), content.subarray(0, 3));
      await Deno.writeTextFile(new URL("pip-unpack.tmp", folder), "what a killed pip leaves");
      const { run, calls } = pip(content);
      const file = await fetchWheel(wheel, plan, folder, "python3", run);
      assertEquals(await sha256OfFile(file), wheel.sha256);
      assertEquals([calls.length, [...Deno.readDirSync(folder)].length], [1, 1]);
    }),
);

itNeeds(
  rights,
  "fetchWheel() refuses another wheel, and keeps nothing of it",
  () =>
    withNative(async (native) => {
      const folder = nativeFiles(native).downloads;
      const { run } = pip(content.subarray(1));
      const error = await assertRejects(
        () => fetchWheel(wheel, plan, folder, "python3", run),
        UserError,
        wheel.sha256,
      );
      assertStringIncludes(error.message, "thrown away");
      assertEquals(await sha256OfFile(new URL(wheel.file, folder)), undefined);
    }),
);

itNeeds(rights, "without a network the line says so", () =>
  withNative(async (folder) => {
    const { run } = program(1, "ERROR: Could not find a version");
    const fetched = () => fetchWheel(wheel, plan, folder, "python3", run);
    const { message } = await assertRejects(fetched, UserError, "Could not find a version");
    assertStringIncludes(message, "Is there a network?");
    await Deno.mkdir(folder, { recursive: true });
    await assertRejects(() => installPackages(plan, folder, run), UserError, "Is there a network?");
  }));

itNeeds(
  rights,
  "unpackWheel() leaves its mark only after the last file",
  () =>
    withNative(async (folder) => {
      const file = new URL(wheel.file, folder);
      const broken = () =>
        unpackWheel(wheel, file, folder, "python3", program(1, "BadZipFile").run);
      await assertRejects(broken, UserError, "BadZipFile");
      assertEquals(await isUnpacked(wheel, folder), false);
      await unpackWheel(wheel, file, folder, "python3", program(0, "").run);
      assertEquals(await isUnpacked(wheel, folder), true);
      assertEquals(await isUnpacked({ ...wheel, sha256: "another" }, folder), false);
    }),
);

/** What a whole installation has on disk. */
async function makeFiles(folder: URL): Promise<void> {
  const { binding, libraries } = nativeFiles(folder);
  for (const file of [binding, ...libraries]) {
    await Deno.mkdir(new URL(".", file), { recursive: true });
    await Deno.writeTextFile(file, "whole");
  }
}

itNeeds(
  rights,
  "compileBinding() shows the compiler's complaint, and installs nothing",
  () =>
    withNative(async (folder) => {
      await makeFiles(folder);
      const { binding } = nativeFiles(folder);
      await Deno.remove(binding);
      const { run, calls } = program(1, "In file included\na.cc:1:10: fatal error: no such header");
      const compiled = () => compileBinding(plan, folder, "g++", run);
      await assertRejects(compiled, UserError, "fatal error: no such header");
      await assertRejects(() => Deno.stat(binding), Deno.errors.NotFound);
      assertStringIncludes(
        calls[0].join(" "),
        "-Wl,-rpath,$ORIGIN/../../../../../unpacked/tensorflow",
      );
    }),
);

itNeeds(
  rights,
  "only a stamp makes an installation whole, and only while its files are",
  () =>
    withNative(async (folder) => {
      assertEquals(installedKind(folder), undefined);
      await beginPlan(plan, folder);
      await makeFiles(folder);
      assertEquals(isInstalled(folder), false);
      await writeStamp(plan, folder);
      if (Deno.build.os === "linux" && Deno.build.arch === "x86_64") {
        assertEquals(installedKind(folder), "cpu");
      }
      await Deno.writeTextFile(nativeFiles(folder).libraries[0], "cut");
      assertEquals(isInstalled(folder), false);
    }),
);

itNeeds(
  rights,
  "an installation of another version of the lab does not count",
  () =>
    withNative(async (folder) => {
      await makeFiles(folder);
      await writeStamp({ ...plan, version: "2.18.0" }, folder);
      assertEquals(isInstalled(folder), false);
    }),
);

itNeeds(
  rights,
  "beginPlan() keeps what an interrupted run of the same plan left",
  () =>
    withNative(async (folder) => {
      const left = new URL("left", folder);
      const there = () => Deno.stat(left).then(() => true, () => false);
      await beginPlan(plan, folder);
      await Deno.writeTextFile(left, "");
      await beginPlan(plan, folder);
      assert(await there());

      await beginPlan({ ...plan, version: "2.18.0" }, folder);
      assert(!await there(), "of another plan nothing is kept");
      await Deno.writeTextFile(left, "");
      await makeFiles(folder);
      await writeStamp({ ...plan, version: "2.18.0" }, folder);
      await beginPlan({ ...plan, version: "2.18.0" }, folder);
      assert(!await there(), "of an installation that was whole, yet did not do, nothing is kept");
      assert(await removeNative(folder));
      assertEquals(await removeNative(folder), false);
      await Deno.mkdir(folder);
    }),
);

itNeeds(
  rights,
  "installPackages() installs what the lock file pins, and that is the plan's",
  () =>
    withNative(async (folder) => {
      const { run, calls } = program(0, "");
      await installPackages(plan, folder, run);
      assertEquals(calls.map(([, ...args]) => args), [["install", "--quiet"]]);
      const { specifiers, npm } = JSON.parse(await Deno.readTextFile(new URL("deno.lock", folder)));
      const { lock } = JSON.parse(await Deno.readTextFile(new URL("deno.json", folder)));
      assertEquals(lock, { path: "deno.lock", frozen: true });
      assertEquals(
        Object.keys(specifiers),
        plan.packages.map(({ name, version }) => `npm:${name}@${version}`),
      );
      for (const [name, entry] of Object.entries<{ integrity: string }>(npm)) {
        assert(entry.integrity.startsWith("sha512-"), name);
      }
    }),
);

itNeeds(
  ["read", "write", "run"],
  "lockNative() lets one process in, and the next when it is killed",
  () =>
    withNative(async (folder) => {
      const file = new URL("deno.json", folder);
      await Deno.writeTextFile(file, "{}");
      const module = new URL("../../lib/backend/native/lock_native.ts", import.meta.url).href;
      const holder = new Deno.Command(Deno.execPath(), {
        args: [
          "eval",
          `import { lockNative } from "${module}";
        globalThis.lock = await lockNative(new URL("${file.href}"));
        console.log("locked");
        setInterval(() => {}, 1000);`,
        ],
        stdout: "piped",
      }).spawn();
      const reader = holder.stdout.getReader();
      await reader.read();
      await assertRejects(() => lockNative(file), UserError, "another deno task native is at work");
      holder.kill("SIGKILL");
      await holder.status;
      await reader.cancel();
      using _lock = await lockNative(file);
    }),
);
