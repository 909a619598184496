import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { kernelBytes } from "../../../lib/backend/engine/kernels.ts";
import {
  CONTROL_BYTES,
  JOB_WORDS,
  type StartThread,
  ThreadPool,
} from "../../../lib/backend/engine/thread_pool.ts";
import { usefulThreads } from "../../../lib/backend/start_engine.ts";
import { itNeeds } from "../../needs.ts";

const lib = (path: string) => JSON.stringify(new URL(`../../../lib/${path}`, import.meta.url).href);

/** Trains on some threads, in a process of its own since a backend starts once in each. */
const script = `
  import { engineProducts } from ${lib("backend/start_engine.ts")};
  import { useBackend } from ${lib("backend/use_backend.ts")};
  import { tf } from ${lib("deps/tfjs.ts")};
  import { TorchRandom } from ${lib("math/torch_random.ts")};
  import { loss } from ${lib("model/loss.ts")};
  import { Vae } from ${lib("model/vae.ts")};
  import { adamState } from ${lib("train/adam.ts")};
  import { trainStep } from ${lib("train/train_step.ts")};

  await useBackend("wasm", { threads: Number(Deno.args[0]) });
  const random = new TorchRandom(0);
  const vae = new Vae({ random });
  const adam = adamState(vae.parameters());
  for (let i = 0; i < 40; i++) {
    const x = tf.tensor2d(random.uniform(128 * 784), [128, 784]);
    const eps = tf.tensor2d(random.normal(128 * 8), [128, 8]);
    await trainStep(vae, adam, x, eps, (output) => loss(output, { klWeight: 1, batchSize: 128 }));
    tf.dispose([x, eps]);
    await new Promise((resolve) => setTimeout(resolve)); // a thread may start meanwhile
  }
  const digests = [];
  let shared = false;
  for (const parameter of Object.values(vae.parameters())) {
    const { buffer } = await parameter.data();
    shared ||= !(buffer instanceof ArrayBuffer);
    digests.push(...new Uint8Array(await crypto.subtle.digest("SHA-256", buffer)));
  }
  const { relaxed } = tf.backend().engine;
  console.log(JSON.stringify({ threads: engineProducts().threads, digests: digests.join(), shared, relaxed }));
`;

interface Trained {
  readonly threads: number;
  readonly digests: string;
  /** Whether a tensor's values were handed out as they lie. */
  readonly shared: boolean;
  readonly relaxed: boolean;
}

/** What the script printed without any right; it must end by itself, and print nothing else. */
async function train(threads: number, preamble = ""): Promise<Trained> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "-", `${threads}`],
    cwd: fileURLToPath(new URL("../../../", import.meta.url)),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(preamble + script));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  assertEquals([code, decoder.decode(stderr)], [0, ""]);
  return JSON.parse(decoder.decode(stdout));
}

itNeeds(["read", "run"], "40 steps on 2 and on 4 threads are those on 1, bit for bit", async () => {
  const expected = await train(1);
  assertEquals([expected.threads, expected.shared], [1, false]);
  for (const threads of [2, 4]) assertEquals(await train(threads), { ...expected, threads });
});

itNeeds(["read", "run"], "useBackend('wasm') takes one thread without shared memory", async () => {
  const { threads } = await train(2, "delete globalThis.SharedArrayBuffer;");
  assertEquals(threads, 1);
});

itNeeds(["read", "run"], "useBackend('wasm') does without relaxed SIMD", async () => {
  const [plain, other] = [
    await train(2, "WebAssembly.validate = () => false;"),
    await train(1, "WebAssembly.validate = () => false;"),
  ];
  assertEquals([plain.threads, plain.relaxed], [2, false]);
  assertEquals(plain.digests, other.digests);
});

/** Runs a job of 5 parts on such threads; how often each part was taken here, and the helpers left. */
function job(start: StartThread, patience = 200): { taken: number[]; helpers: number } {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  const module = new WebAssembly.Module(kernelBytes({ relaxed: false, shared: true }));
  const pool = new ThreadPool(start, 2, module, memory, 64, patience);
  const taken = [0, 0, 0, 0, 0];
  pool.run(new Int32Array(JOB_WORDS), 5, (part) => void taken[part]++);
  assert(64 + CONTROL_BYTES < memory.buffer.byteLength);
  return { taken, helpers: pool.helpers };
}

/** A thread that does this to the control words when it starts. */
const thread = (begin: (words: Int32Array) => void): StartThread => () => ({
  postMessage: (message) => {
    const { memory, control } = message as { memory: WebAssembly.Memory; control: number };
    begin(new Int32Array(memory.buffer, control));
  },
  terminate: () => {},
});

it("a job is done here, once, where no thread has started yet", () => {
  assertEquals(job(thread(() => {})), { taken: [1, 1, 1, 1, 1], helpers: 2 });
});

it("a job is done here where the system starts no threads", () => {
  const refuse = () => {
    throw new Error("no more threads");
  };
  assertEquals(job(refuse), { taken: [1, 1, 1, 1, 1], helpers: 0 });
});

itNeeds(
  ["run"],
  "a job is done here where a thread cannot have the kernels, in silence",
  async () => {
    const program = `import { startThread } from ${lib("backend/start_engine.ts")};
    import { kernelBytes } from ${lib("backend/engine/kernels.ts")};
    import { JOB_WORDS, ThreadPool } from ${lib("backend/engine/thread_pool.ts")};
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
    // A build for another kind of memory.
    const module = new WebAssembly.Module(kernelBytes({ relaxed: false, shared: false }));
    const pool = new ThreadPool(startThread, 1, module, memory, 64);
    await new Promise((resolve) => setTimeout(resolve, 500));
    pool.run(new Int32Array(JOB_WORDS), 3, (part) => console.log(part));`;
    const file = `data:application/typescript,${encodeURIComponent(program)}`;
    const args = ["eval", "--quiet", `await import("${file}")`];
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
    const decoder = new TextDecoder();
    assertEquals([code, decoder.decode(stdout), decoder.decode(stderr)], [0, "0\n1\n2\n", ""]);
  },
);

it("a job is done again, here and alone, where a thread ends while it is at work", () => {
  const active = thread((words) => words[2] = 1);
  assertEquals(job(active), { taken: [2, 2, 2, 2, 2], helpers: 0 });
});

it("a job is done again, here and alone, where a thread breaks", () => {
  const broken = thread((words) => words[3] = 1);
  assertEquals(job(broken), { taken: [2, 2, 2, 2, 2], helpers: 0 });
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
      import { engineProducts, usefulThreads } from ${lib("backend/start_engine.ts")};
      import { useBackend } from ${lib("backend/use_backend.ts")};
      await useBackend("wasm");
      console.log(usefulThreads(), engineProducts().threads);
    `;
    const file = `data:application/typescript,${encodeURIComponent(script)}`;
    const args = ["-c", core, Deno.execPath(), "eval", "--quiet", `await import("${file}")`];
    const { stdout } = await new Deno.Command("taskset", { args }).output();
    assertEquals(new TextDecoder().decode(stdout), "1 1\n");
  });
}
