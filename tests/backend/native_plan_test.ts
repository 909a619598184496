/** What `deno task native` would do: the plan alone, and what is looked for before it begins. */
import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { it } from "@std/testing/bdd";
import { explainFailure } from "../../lib/backend/native/explain_failure.ts";
import { findTools } from "../../lib/backend/native/find_tools.ts";
import { nativeFiles } from "../../lib/backend/native/native_files.ts";
import {
  type NativeKind,
  nativePlan,
  type Platform,
} from "../../lib/backend/native/native_plan.ts";
import { needRoom } from "../../lib/backend/native/need_room.ts";
import { programRunner, type RunProgram } from "../../lib/backend/native/run_program.ts";
import { planText } from "../../lib/cli/native/plan_text.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";

const linux: Platform = { os: "linux", arch: "x86_64", env: "gnu" };
const [cpu, cuda] = [nativePlan("cpu", linux), nativePlan("cuda", linux)];

it("the plan for the CPU is one wheel, the plan for CUDA adds its runtime", () => {
  assertEquals(cpu.wheels.map(({ name }) => name), ["tensorflow-cpu"]);
  const [tensorflow, ...runtime] = cuda.wheels;
  assertEquals([tensorflow.name, tensorflow.version], ["tensorflow", cpu.version]);
  assertEquals(runtime.length, 12);
  for (const { name } of runtime) assert(/^nvidia-[a-z-]+-cu12$/.test(name), name);
});

it("every wheel of a plan is pinned, and is named after itself", () => {
  for (const { name, version, file, sha256, bytes, keptBytes, keep } of cuda.wheels) {
    assertStringIncludes(file, `${name.replaceAll("-", "_")}-${version}-`);
    assert(/^[0-9a-f]{64}$/.test(sha256), name);
    assert(keptBytes > bytes / 2 && keep.length > 0, name);
    // Where the libraries look for each other: ../nvidia/PART/lib beside tensorflow/.
    for (const path of keep) assert(/^(tensorflow\/|nvidia\/\w+\/\w+\/$)/.test(path), path);
  }
  assertEquals(new Set(cuda.wheels.map(({ sha256 }) => sha256)).size, cuda.wheels.length);
});

it("a plan asks for the room that it takes, and for the wheel twice", () => {
  assertEquals(cpu.roomBytes, cpu.diskBytes + 2 * cpu.wheels[0].bytes);
  assert(cpu.diskBytes > 1e9 && cuda.diskBytes > 4e9);
});

it("each platform has its own libraries, which the wheel keeps under the names that are looked for", () => {
  for (
    const [platform, tag] of [
      [linux, "manylinux2014_x86_64"],
      [{ os: "linux", arch: "aarch64", env: "gnu" }, "manylinux2014_aarch64"],
      [{ os: "darwin", arch: "aarch64" }, "macosx_12_0_arm64"],
    ] as [Platform, string][]
  ) {
    const { wheels: [{ file, keep }], pipTarget } = nativePlan("cpu", platform);
    assertStringIncludes(file, tag);
    assertEquals(pipTarget.at(-1), tag);
    const { libraries, unpacked } = nativeFiles(new URL("file:///native/"), platform.os);
    for (const { href } of libraries) assert(keep.includes(href.slice(unpacked.href.length)), href);
  }
});

it("a platform without libraries is refused by its name", () => {
  for (
    const [kind, platform] of [
      ["cpu", { os: "darwin", arch: "x86_64", env: undefined }],
      ["cpu", { os: "windows", arch: "x86_64", env: "msvc" }],
      ["cpu", { os: "linux", arch: "x86_64", env: "musl" }],
      ["cuda", { os: "linux", arch: "aarch64", env: "gnu" }],
      ["cuda", { os: "darwin", arch: "aarch64", env: undefined }],
    ] as [NativeKind, Platform][]
  ) {
    const error = assertThrows(() => nativePlan(kind, platform), UserError, platform.arch);
    assertStringIncludes(error.message, platform.os);
    assertStringIncludes(error.message, "Linux on x86_64");
  }
});

it("planText() names everything that is fetched", () => {
  const text = planText(cuda, "/lab/native/");
  for (const { name, version, sha256 } of cuda.wheels) {
    assertStringIncludes(text, `${name} ${version}`);
    assertStringIncludes(text, sha256);
  }
  for (const words of ["with CUDA into /lab/native/", "2.5 GB", "4.5 GB of disk", "--remove"]) {
    assertStringIncludes(text, words);
  }
});

/** A machine that has these programs; `python3 -m pip` counts as one. */
function machine(...programs: string[]): RunProgram {
  return (program, args) => {
    if (!programs.includes(program)) return Promise.resolve(undefined);
    const pip = args[0] === "-m" && args[1] === "pip";
    const status = pip && !programs.includes(`${program} -m pip`) ? 1 : 0;
    return Promise.resolve({ status, stdout: "", stderr: "" });
  };
}

it("findTools() takes the first of each", async () => {
  const tools = await findTools(machine("python3", "python3 -m pip", "g++", "clang++"));
  assertEquals(tools, { python: "python3", compiler: "g++" });
});

it("findTools() takes another Python if the first has no pip, and clang++ for g++", async () => {
  const tools = await findTools(machine("python3", "python", "python -m pip", "clang++"));
  assertEquals(tools, { python: "python", compiler: "clang++" });
});

for (
  const [programs, ...wanted] of [
    [["python3", "python3 -m pip"], "a C++ compiler is missing: found none of g++, c++, clang++"],
    [["python3", "g++"], "pip is missing: python3 has no module pip"],
    [["g++"], "Python is missing: found none of python3, python"],
    [[], "Python is missing", "a C++ compiler is missing"],
  ] as [string[], ...string[]][]
) {
  it(`findTools() on a machine with ${programs.join(", ") || "nothing"} says what is missing`, async () => {
    const error = await assertRejects(() => findTools(machine(...programs)), UserError);
    const lines = error.message.split("\n");
    assertEquals(lines.length, wanted.length);
    wanted.forEach((words, i) => assertStringIncludes(lines[i], words));
    for (const line of lines) assertStringIncludes(line, "apt install"); // each with its cure
  });
}

itNeeds(["run", "env"], "programRunner() finds no program on an empty PATH", async () => {
  const run = programRunner();
  const hidden: RunProgram = (program, args) => run(program, args, { env: { PATH: "" } });
  await assertRejects(() => findTools(hidden), UserError, "a C++ compiler is missing");
});

itNeeds(["run"], "programRunner() ends its programs when it is interrupted", async () => {
  const interruption = new AbortController();
  const run = programRunner(interruption.signal);
  setTimeout(() => interruption.abort(), 100);
  await assertRejects(
    () => run(Deno.execPath(), ["eval", "await new Promise((r) => setTimeout(r, 60_000))"]),
    DOMException,
    "aborted",
  );
});

it("needRoom() says what is wanted and what is there", async () => {
  const folder = new URL("file:///lab/native/");
  const free = (bytes: number) => () => Promise.resolve(bytes);
  await needRoom(folder, cpu.roomBytes, free(cpu.roomBytes));
  await assertRejects(
    () => needRoom(folder, cpu.roomBytes, free(5e8)),
    UserError,
    "/lab/native/: wanted 1.6 GB while installing, found 500 MB",
  );
});

itNeeds(["read", "sys"], "needRoom() asks the disk itself", async () => {
  const here = new URL(".", import.meta.url);
  await needRoom(here, 1);
  await assertRejects(() => needRoom(here, 1e18), UserError, "wanted 1000000000.0 GB");
});

it("explainFailure() picks the line that says why", () => {
  const result = { status: 1, stdout: "Collecting", stderr: "WARNING: old\nERROR: no match\nbye" };
  assertEquals(explainFailure(result), "no match");
  assertEquals(explainFailure({ status: 1, stdout: "", stderr: "one\ntwo\n" }), "two");
  assertEquals(
    explainFailure({ status: 132, stdout: "", stderr: "" }),
    "it ended with status 132 and said nothing",
  );
  assertEquals(explainFailure(undefined), "it was not found");
});
