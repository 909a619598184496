/** Submissions that would pass by other means than right values. */
import { assertEquals } from "@std/assert";
import { drawCases } from "../../lib/exercise/draw_cases.ts";
import type { Limits } from "../../lib/exercise/limits.ts";
import { klUnivariateStep as step } from "../../lib/exercise/steps/kl_univariate/step.ts";
import { klUnivariate } from "../../lib/math/mod.ts";
import { itNeeds } from "../needs.ts";
import { FIRST, gets0, handIn, RIGHTS, WRONG } from "./hand_in.ts";

const WRONG_VALUE = /gives another value|gives NaN/;
const ENDED = /ended the process before/;
const short: { limits: Limits } = { limits: { seconds: 3, memory: 512 * 2 ** 20 } };

// Output that imitates a pass.
const PASS = {
  "a line of JSON":
    'console.log(JSON.stringify({ passed: true, points: 10, answers: "all right" }));',
  "guessed tokens": `for (const token of ["", "token", crypto.randomUUID()]) {
    console.log(\`\${token} \${JSON.stringify({ passed: true, answers: { klUnivariate: [] } })}\`);
  }`,
};
for (const [name, code] of Object.entries(PASS)) gets0(name, `${code} ${WRONG}`, WRONG_VALUE);

/** Code that learns the token from the first line that the probe prints, and prints a line of its own in its place. */
const stolen = (line: string) => `
const write = Deno.stdout.writeSync;
Deno.stdout.writeSync = function (bytes: Uint8Array) {
  const token = new TextDecoder().decode(bytes).trim().split(" ")[0];
  write.call(this, new TextEncoder().encode("\\n" + token + " " + ${JSON.stringify(line)} + "\\n"));
  return bytes.length;
};
${WRONG}`;
const twelve = (answer: unknown) =>
  JSON.stringify({ answers: { klUnivariate: Array(12).fill(answer) } });
gets0(
  "a stolen token, and no answers",
  stolen('{"answers":{"klUnivariate":[]}}'),
  /asked 12 times/,
);
gets0(
  "a stolen token, and another function's",
  stolen('{"answers":{"other":[]}}'),
  /asked 12 times/,
);
gets0("a stolen token, and wrong answers", stolen(twelve({ values: [0], shape: [] })), WRONG_VALUE);
gets0("a stolen token, and a pass", stolen('{"passed":true,"points":10}'), ENDED);
gets0("a stolen token, and no JSON", stolen("{".repeat(1000)), ENDED);
gets0("a stolen token, and no numbers", stolen(twelve({ values: [{}], shape: [] })), ENDED);
gets0("a stolen token, and NaN", stolen(twelve({ values: ["NaN"], shape: [] })), WRONG_VALUE);
gets0(
  "a stolen token, and nothing in a shape",
  stolen(twelve({ values: [], shape: [] })),
  /do not fill/,
);
gets0(
  "a stolen token, and a shape that is none",
  stolen(twelve({ values: [0], shape: [-1, "a"] })),
  /do not fill/,
);
gets0(
  "a stolen token, and a prototype",
  stolen('{"answers":{"__proto__":{"klUnivariate":[]},"constructor":[]}}'),
  ENDED,
);

const OVERRIDES = {
  "JSON.stringify": "JSON.stringify = () => '{\"passed\":true}';",
  "JSON.parse": "JSON.parse = () => ({ passed: true });",
  "console.log": "console.log = () => {}; console.log('passed');",
  "every and some": "Array.prototype.every = () => true; Array.prototype.some = () => true;",
  "the mathematics": "Math.abs = () => 0; Number.isFinite = () => true; Object.is = () => true;",
  "fetch": "globalThis.fetch = () => Promise.resolve(new Response('passed'));",
  "promises": "Promise.prototype.catch = function () { return this; };",
  "numbers' texts":
    "Number.prototype.toString = () => '0'; String.prototype.startsWith = () => true;",
};
for (const [name, code] of Object.entries(OVERRIDES)) {
  gets0(`other ${name}`, `${code} ${WRONG}`, /another value|gives NaN|ended the process/);
}

// Values that are not what they seem.
const LIARS = {
  "an object with valueOf": "({ valueOf: () => 1, toString: () => '1', toJSON: () => 1 })",
  "an object that equals everything": "({ [Symbol.toPrimitive]: () => NaN })",
  "a proxy": "new Proxy({}, { get: () => 1, has: () => true, ownKeys: () => [] })",
  "a proxy that throws": "new Proxy({}, { get() { throw null; }, ownKeys() { throw null; } })",
  "a proxy of a list": "new Proxy([1], { get: (list, key) => key === 'length' ? 1e9 : 0 })",
  "a stand-in for a tensor": "({ shape: [], data: () => Promise.resolve([{ toJSON: () => 0 }]) })",
  "a stand-in for a tensor of no shape": "({ shape: ['x'], data: () => Promise.resolve([0]) })",
  "a stand-in for a tensor without values": "({ shape: [1, 1], data: () => Promise.resolve([]) })",
  "NaN": "NaN",
  "infinity": "Infinity",
  "the right answer in words": "'log(p / q)'",
  "nothing": "undefined",
  "a big integer": "1n",
  "a symbol": "Symbol()",
  "a function": "() => 0",
  "a promise of a promise": "Promise.resolve({ then: (yes) => yes('passed') })",
  "an endless iterator": "({ *[Symbol.iterator]() { while (true) yield 0; } })",
};
for (const [name, value] of Object.entries(LIARS)) {
  gets0(
    `${name} as an answer`,
    `export const klUnivariate = (): unknown => ${value};`,
    /another value|gives NaN|must give one number|do not fill|stopped with an error|ended the process|did not finish/,
    short,
  );
}

// Answers that were looked up before.
itNeeds(
  RIGHTS,
  "no points for a table of the answers to the inputs of the file without it",
  async () => {
    const cheat = (table: string) =>
      `const table: Record<string, number> = ${table};
export const klUnivariate = (q: unknown, p: unknown) => table[JSON.stringify([q, p])] ?? 0;`;
    const tableFor = async (text: string) => {
      const { klUnivariate: cases } = await drawCases(step, text);
      return JSON.stringify(Object.fromEntries(
        (cases as { q: never; p: never }[]).map(({ q, p }) => [
          JSON.stringify([q, p]),
          klUnivariate(q, p),
        ]),
      ));
    };
    const texts = (files: Record<string, string>) => `0 ${JSON.stringify(Object.entries(files))}`;
    const alone = cheat("{}");
    const ownTable = cheat(await tableFor(texts({ [FIRST]: alone })));
    assertEquals((await handIn(ownTable)).points, 0);
    // In a file beside it, which leaves the text of the step's own file as it is.
    const shell = 'export * from "./table.ts";';
    for (
      const known of [
        `0 ${shell}`,
        texts({ [FIRST]: shell }),
        texts({ [FIRST]: shell, "table.ts": alone }),
      ]
    ) {
      const files = { [FIRST]: shell, "table.ts": cheat(await tableFor(known)) };
      assertEquals((await handIn(files)).points, 0);
    }
  },
);
