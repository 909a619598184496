/** Submissions that take too much time, memory or room, or end before they have answered. */
import type { Limits } from "../../lib/exercise/limits.ts";
import { FIRST, gets0, WRONG } from "./hand_in.ts";

/** Of what never ends. */
const short: { limits: Limits } = { limits: { seconds: 3, memory: 512 * 2 ** 20 } };
/** Of what waits, which is for three times as long by the clock. */
const patient: { limits: Limits } = { limits: { ...short.limits, seconds: 1 } };
/** Of what fills something: on a busy machine that takes its time. */
const bounded: { limits: Limits } = { limits: { ...short.limits, seconds: 20 } };

const TOO_LONG = /did not finish in the time that a step has: 3 seconds/;
const WAITS = /did not finish in the time that a step has: 1 seconds/;
const TOO_LARGE = /used more than 512 MiB/;
const PRINTS = /printed more than can be read/;
const ENDED = /ended the process before/;

// Time.
gets0("an endless loop", "while (true);", TOO_LONG, short);
gets0(
  "an endless loop in the function",
  "export function klUnivariate() { while (true); }",
  TOO_LONG,
  short,
);
gets0(
  "a promise that is never kept",
  "setInterval(() => {}, 1000); export const klUnivariate = () => new Promise(() => {});",
  WAITS,
  patient,
);
gets0(
  "a promise that nothing can keep",
  "export const klUnivariate = () => new Promise(() => {});",
  WAITS,
  patient,
);
gets0(
  "an endless loop of promises",
  "export const klUnivariate = async () => { while (true) await null; };",
  TOO_LONG,
  short,
);
gets0(
  "a wait for a lock",
  "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
  WAITS,
  patient,
);
gets0(
  "an endless list",
  "export const klUnivariate = () => { const a = [0]; for (const x of a) a.push(x); };",
  TOO_LARGE,
  bounded,
);
gets0(
  "a list that holds itself",
  "const a: unknown[] = []; a.push(a); export const klUnivariate = () => a;",
  /stopped with an error|ended the process/,
  short,
);

gets0(
  "threads that compute at the same time, each for less than the limit",
  `const loop = "data:text/javascript," + encodeURIComponent("while (true);");
for (let i = 0; i < 8; i++) new Worker(loop, { type: "module" });
export const klUnivariate = () => new Promise(() => {});`,
  /did not finish|used more than/,
  short,
);

// Memory.
gets0(
  "memory, when its answers are swallowed and nothing seems left to watch",
  `Deno.stdout.writeSync = ((bytes: Uint8Array) => bytes.length) as never;
const all: unknown[] = [];
setInterval(() => { for (let i = 0; i < 8; i++) all.push(new Uint8Array(2 ** 25).fill(1)); }, 50);
${WRONG}`,
  TOO_LARGE,
  bounded,
);
gets0(
  "objects without an end",
  "const all: unknown[] = []; while (true) all.push({ n: all.length, text: `${all.length}` });",
  TOO_LARGE,
  bounded,
);
gets0(
  "typed arrays without an end",
  "const all: unknown[] = []; while (true) all.push(new Uint8Array(2 ** 22).fill(1));",
  TOO_LARGE,
  bounded,
);
gets0(
  "typed arrays behind a closed standard output",
  "Deno.stdout.close(); const all: unknown[] = []; while (true) all.push(new Uint8Array(2 ** 22).fill(1));",
  /used more than|ended the process/,
  bounded,
);
gets0(
  "a higher limit of its own",
  `import v8 from "node:v8"; v8.setFlagsFromString("--max-old-space-size=8000");
  const all: unknown[] = []; while (true) all.push({ n: all.length, text: \`\${all.length}\` });`,
  TOO_LARGE,
  bounded,
);
const FORK = `const fork = () => new Worker(import.meta.url, { type: "module" });
for (let i = 0; i < 4; i++) fork();`;
gets0(
  "workers that start workers",
  `${FORK} while (true);`,
  /used more than 512 MiB|did not finish|printed more/,
  short,
);

// Output.
gets0("a flood of printing", 'while (true) console.log("x".repeat(1000));', PRINTS, bounded);
gets0("a flood of errors", 'while (true) console.error("x".repeat(1000));', PRINTS, bounded);
gets0(
  "a flood of empty lines",
  'const x = "\\n".repeat(1e5); while (true) console.log(x);',
  PRINTS,
  bounded,
);
gets0(
  "a line without an end",
  "const x = new Uint8Array(65536).fill(65); while (true) Deno.stdout.writeSync(x);",
  PRINTS,
  bounded,
);

// Ends.
gets0("Deno.exit(0)", `Deno.exit(0); ${WRONG}`, ENDED);
gets0("process.exit(0)", `import process from "node:process"; process.exit(0); ${WRONG}`, ENDED);
gets0("Deno.exit(0) in the function", "export const klUnivariate = () => Deno.exit(0);", ENDED);
gets0("process.abort()", `import process from "node:process"; process.abort(); ${WRONG}`, ENDED);
gets0(
  "an error that nobody catches",
  `setTimeout(() => { throw new Error("late"); }); export const klUnivariate = () => new Promise(() => {});`,
  ENDED,
);
gets0(
  "files that wait for each other",
  {
    [FIRST]: 'import { a } from "./a.ts"; export const klUnivariate = () => a; await a;',
    "a.ts": `import "./${FIRST}"; export const a = new Promise(() => {}); await a;`,
  },
  /cannot be loaded|ended the process|did not finish/,
  short,
);
