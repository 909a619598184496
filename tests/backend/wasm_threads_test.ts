import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { shortenSpins } from "../../lib/backend/shorten_spins.ts";
import { ThreadPool } from "../../lib/backend/thread_pool.ts";
import { usefulThreads } from "../../lib/backend/wasm_threads.ts";
import { wasmUrl } from "../../lib/deps/tfjs_wasm.ts";
import { itNeeds } from "../needs.ts";

const lib = (path: string) => JSON.stringify(new URL(`../../lib/${path}`, import.meta.url).href);

/** Trains on some threads, in a process of its own since a backend starts once in each. */
const script = `
  import os from "node:os";
  import { useBackend } from ${lib("backend/use_backend.ts")};
  import { tf } from ${lib("deps/tfjs.ts")};
  import { TorchRandom } from ${lib("math/torch_random.ts")};
  import { loss } from ${lib("model/loss.ts")};
  import { Vae } from ${lib("model/vae.ts")};
  import { adamState } from ${lib("train/adam.ts")};
  import { trainStep } from ${lib("train/train_step.ts")};

  const lent = () => [globalThis.Worker, os.cpus];
  const before = lent();
  await useBackend("wasm", { threads: Number(Deno.args[0]) });
  const { getThreadsCount } = await import(${lib("deps/tfjs_wasm.ts")});
  const random = new TorchRandom(0);
  const vae = new Vae({ random });
  const adam = adamState(vae.parameters());
  for (let i = 0; i < 20; i++) {
    const x = tf.tensor2d(random.uniform(128 * 784), [128, 784]);
    const eps = tf.tensor2d(random.normal(128 * 8), [128, 8]);
    await trainStep(vae, adam, x, eps, (output) => loss(output, { klWeight: 1, batchSize: 128 }));
    tf.dispose([x, eps]);
  }
  const digests = [];
  let shared = false;
  for (const parameter of Object.values(vae.parameters())) {
    const { buffer } = await parameter.data();
    shared ||= !(buffer instanceof ArrayBuffer);
    digests.push(...new Uint8Array(await crypto.subtle.digest("SHA-256", buffer)));
  }
  console.log(JSON.stringify({
    threads: getThreadsCount(),
    digests: digests.join(),
    shared,
    restored: lent().every((value, i) => value === before[i]),
  }));
`;

interface Trained {
  readonly threads: number;
  readonly digests: string;
  readonly shared: boolean;
  readonly restored: boolean;
}

/** Runs a program with these rights only. */
async function run(program: string, flags: string[], ...args: string[]) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...flags, "-", ...args],
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(program));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** What the script printed; it must end by itself, and print nothing else. */
async function train(threads: number, flags = ["--allow-read"], preamble = ""): Promise<Trained> {
  const { code, stdout, stderr } = await run(preamble + script, flags, `${threads}`);
  assertEquals([code, stderr], [0, ""]);
  return JSON.parse(stdout);
}

itNeeds(["read", "run"], "20 steps on 2 and on 4 threads are those on 1, bit for bit", async () => {
  const expected = await train(1);
  assertEquals(expected.threads, 1);
  for (const threads of [2, 4]) assertEquals(await train(threads), { ...expected, threads });
  assertEquals([expected.shared, expected.restored], [false, true]);
});

const wasmFolder = fileURLToPath(new URL(".", wasmUrl("")));
for (
  const [lack, flags, preamble] of [
    ["its threads may not read their script", [`--allow-read=${wasmFolder}`], ""],
    ["memory cannot be shared", ["--allow-read"], "delete globalThis.SharedArrayBuffer;"],
  ] as const
) {
  itNeeds(["read", "run"], `useBackend('wasm') takes one thread where ${lack}`, async () => {
    assertEquals((await train(2, [...flags], preamble)).threads, 1);
  });
}

/** A worker as Emscripten's, which is asked to load and then to answer. */
const listen = (then: string) =>
  `require("worker_threads").parentPort.on("message", ({ cmd }) => { ${then} });`;
const LOADED = `require("worker_threads").parentPort.postMessage({ cmd: "loaded" });`;

// Much longer than the pool's patience here; but nothing stops a worker that never ends, and it would
// take a core from the tests after this one.
const BUSY = "const end = Date.now() + 3000; while (Date.now() < end);";

for (
  const [how, worker, fails] of [
    ["load", listen(LOADED), false],
    ["throw at once", "throw 1;", true],
    ["are no program", "}", true],
    ["throw when they load", listen("throw 1;"), true],
    ["end", listen("process.exit(1);"), true],
    ["never load", listen(""), true],
    ["are busy for longer than that", BUSY, true],
    ["load, and are busy for longer than that", listen(`${LOADED} ${BUSY}`), true],
  ] as const
) {
  it(`a pool ${fails ? "gives up" : "is ready"} where workers ${how}`, async () => {
    let failures = 0;
    const giveUp = () => failures++;
    const pool = new ThreadPool(2, { worker, script: "" }, giveUp, fails ? 300 : 5000);
    const heard: unknown[] = [];
    const seats = Array.from({ length: 8 }, () => new pool.Worker());
    for (const seat of seats) seat.onmessage = ({ data }) => heard.push(data.cmd);
    await Promise.all(seats.map((seat) => seat.postMessage({ cmd: "load" })));
    assertEquals([failures, heard], [fails ? 1 : 0, Array(8).fill("loaded")]);
    pool.close();
  });
}

it("a pool tells that a worker has ended which it needs", async () => {
  const worker = listen(`if (cmd === "run") process.exit(3); ${LOADED}`);
  const pool = new ThreadPool(1, { worker, script: "" }, () => {});
  const seat = new pool.Worker();
  await seat.postMessage({ cmd: "load" });
  const alive = setInterval(() => {}, 100); // its workers do not keep the process alive
  await new Promise<void>((resolve) => {
    pool.onLost = resolve;
    seat.postMessage({ cmd: "run" });
  });
  clearInterval(alive);
});

itNeeds(
  ["run"],
  "a worker that breaks while it is waited for ends the process in one line",
  async () => {
    const script = `
    import { ThreadPool } from ${lib("backend/thread_pool.ts")};
    const worker = ${JSON.stringify(listen(`if (cmd === "run") throw Error("x"); ${LOADED}`))};
    const pool = new ThreadPool(1, { worker, script: "" }, () => {});
    const seat = new pool.Worker();
    await seat.postMessage({ cmd: "load" });
    await seat.postMessage({ cmd: "run" });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); // as the module waits: without end
  `;
    const line = "error: a thread of the backend wasm broke: x. Go on with --resume; " +
      "--threads 1 goes without threads.\n";
    const linux = Deno.build.os === "linux";
    assertEquals(await run(script, ["--allow-ffi"]), {
      code: linux ? 1 : 137,
      stdout: "",
      stderr: line,
    });
    // Without the right to call libraries it can only be killed.
    assertEquals(await run(script, []), { code: 137, stdout: "", stderr: line });
  },
);

itNeeds(["read"], "shortenSpins() knows the package's build, and no other", async () => {
  const wasm = await Deno.readFile(new URL(wasmUrl("-threaded-simd")));
  assert(shortenSpins(wasm));
  assert(WebAssembly.validate(wasm));
  const shortened = wasm.slice();
  assert(!shortenSpins(wasm));
  assertEquals(wasm, shortened);
});

it("usefulThreads() is at least one, at most four and no more than there are cores", () => {
  const threads = usefulThreads();
  assert(threads >= 1 && threads <= 4 && threads <= navigator.hardwareConcurrency);
});

/** The first core that this process may use, where there is a `taskset` to pin another one to it. */
function coreToPin(): string | undefined {
  try {
    if (!new Deno.Command("taskset", { args: ["--version"] }).outputSync().success) return;
    return Deno.readTextFileSync("/proc/self/status").match(/^Cpus_allowed_list:\s*(\d+)/m)?.[1];
  } catch {
    return undefined; // no such program, no such file, or no right to either
  }
}

const core = coreToPin();
const pinned = "a process that taskset pins to one core takes one thread";
if (core === undefined) {
  it.skip(`${pinned} (skipped: needs taskset, and --allow-run)`, () => {});
} else {
  itNeeds(["read", "run"], pinned, async () => {
    const script = `
      import { usefulThreads } from ${lib("backend/wasm_threads.ts")};
      import { useBackend } from ${lib("backend/use_backend.ts")};
      await useBackend("wasm");
      const { getThreadsCount } = await import(${lib("deps/tfjs_wasm.ts")});
      console.log(usefulThreads(), getThreadsCount());
    `;
    const file = `data:application/typescript,${encodeURIComponent(script)}`;
    const args = ["-c", core, Deno.execPath(), "eval", "--quiet", `await import("${file}")`];
    const { stdout } = await new Deno.Command("taskset", { args }).output();
    assertEquals(new TextDecoder().decode(stdout), "1 1\n");
  });
}
