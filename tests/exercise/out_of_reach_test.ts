/** What a submission may not do: the network, programs, files that are not its own. */
import { assertEquals, assertMatch } from "@std/assert";
import { openSubmission } from "../../lib/exercise/submission.ts";
import { itNeeds } from "../needs.ts";
import { FIRST, gets0, handIn, RIGHT, RIGHTS, WRONG } from "./hand_in.ts";

const LAB = new URL("../../", import.meta.url);
/** A file of the lab as a cheat would name it. */
const at = (path: string) => JSON.stringify(new URL(path, LAB).href);
const SOLUTION = at("lib/exercise/steps/kl_univariate/solution.ts");
const FORBIDDEN = /wants more than a step may use/;

// The network.
const NET = {
  "a fetch": 'await fetch("https://example.com");',
  "a connection": 'await Deno.connect({ hostname: "127.0.0.1", port: 80 });',
  "a server": "Deno.serve({ port: 0 }, () => new Response());",
  "a socket of the web": 'await new WebSocketStream("wss://example.com").opened;',
  "a connection by Node": 'import net from "node:net"; await new Promise((_, no) => ' +
    'net.connect(80, "127.0.0.1").on("error", no));',
  "a look-up of a name": 'await Deno.resolveDns("example.com", "A");',
  "a module by URL": 'import "https://deno.land/std@0.224.0/version.ts";',
  "a module by URL, later": 'await import("https://deno.land/std@0.224.0/" + "version.ts");',
  "a package of npm": 'import "npm:left-pad@1.3.0";',
  "a package of jsr": 'import "jsr:@std/assert@1";',
};
for (const [name, code] of Object.entries(NET)) {
  gets0(
    name,
    `${code} ${WRONG}`,
    name.startsWith("a socket") ? /cannot be loaded|more than/ : FORBIDDEN,
  );
}

// Programs, the environment, the system, native code.
const SYSTEM = {
  "a program": 'await new Deno.Command("id").output();',
  "a program by Node": 'import cp from "node:child_process"; cp.execSync("id");',
  "the environment": "Deno.env.toObject();",
  "the machine's name": "Deno.hostname();",
  "a native library": 'Deno.dlopen("libc.so.6", {});',
  "a signal to another process": "Deno.kill(1);",
  "the debugger": 'import inspector from "node:inspector"; inspector.open(0);',
  "more permissions, asked for":
    'if ((await Deno.permissions.request({ name: "read" })).state !== "granted") ' +
    'Deno.readTextFileSync("/etc/passwd");',
};
for (const [name, code] of Object.entries(SYSTEM)) gets0(name, `${code} ${WRONG}`, FORBIDDEN);

// What others wrote: the library, other files of this machine.
const READ = {
  "the solution, imported": `export * from ${SOLUTION};`,
  "the solution, imported by a computed name":
    `const parts = ${SOLUTION}.split("_"); export const { klUnivariate } = await import(parts.join("_"));`,
  "the solution behind a data: URL":
    "export const { klUnivariate } = await import(`data:text/javascript,${encodeURIComponent(" +
    `'export * from ' + JSON.stringify(${SOLUTION}))}\`);`,
  "the solution, required":
    `import { createRequire } from "node:module"; import { fileURLToPath } from "node:url";
    export const { klUnivariate } = createRequire(import.meta.url)(fileURLToPath(${SOLUTION}));`,
  "the lab": 'export { klUnivariate } from "@vae/lab";',
  "the lab's formulas": 'export { klUnivariate } from "@vae/lab/math";',
  "the lab's formulas by their file": `export { klUnivariate } from ${at("lib/math/mod.ts")};`,
  "the solution as a text": `import text from ${SOLUTION} with { type: "text" };
    export const { klUnivariate } = await import("data:text/javascript," + text);`,
  "the lab's JSON": `import json from ${at("deno.json")} with { type: "json" }; json;`,
  "the solution, read": `Deno.readTextFileSync(new URL(${SOLUTION}));`,
  "the solution, fetched": `await (await fetch(${SOLUTION})).text();`,
  "the solution by Node": `import fs from "node:fs"; fs.readFileSync(new URL(${SOLUTION}));`,
  "the list of passwords": 'Deno.readTextFileSync("/etc/passwd");',
  "the list of passwords, imported": 'import text from "/etc/passwd" with { type: "text" }; text;',
  "what lies above": 'Deno.readTextFileSync(new URL("../", import.meta.url).pathname + "x");',
  "the folder above": 'for (const { name } of Deno.readDirSync("..")) console.log(name);',
  "the process' own files": 'Deno.readTextFileSync("/proc/self/environ");',
};
for (const [name, code] of Object.entries(READ)) {
  gets0(
    name,
    `${code}\n${WRONG.replace("export const klUnivariate", "export const other")}`,
    FORBIDDEN,
  );
}
gets0(
  "the solution as bytes",
  `import bytes from ${SOLUTION} with { type: "bytes" }; bytes; ${WRONG}`,
  /cannot be loaded|more than/,
);
gets0(
  "the solution in a worker",
  `const worker = new Worker(${SOLUTION}, { type: "module" });
  await new Promise((_, no) => worker.onerror = (event) => { event.preventDefault(); no(new Error(event.message)); });
  ${WRONG}`,
  /cannot be loaded|more than|ended the process/,
);
gets0("a worker that imports the solution", {
  [FIRST]: `const worker = new Worker(new URL("worker.ts", import.meta.url), { type: "module" });
  const text = await new Promise((yes, no) => { worker.onmessage = (event) => yes(event.data);
    worker.onerror = (event) => { event.preventDefault(); no(new Error(event.message)); }; });
  export const klUnivariate = () => Number(text);`,
  "worker.ts": `import * as all from ${SOLUTION}; postMessage(String(Object.keys(all)));`,
}, /cannot be loaded|more than|ended the process/);
gets0("a link to the solution", {
  [FIRST]: (path) => Deno.symlink(new URL(JSON.parse(SOLUTION)), path),
}, /There is no file/);
gets0("a link to the solution beside it", {
  [FIRST]: 'export * from "./link.ts";',
  "link.ts": (path) => Deno.symlink(new URL(JSON.parse(SOLUTION)), path),
}, /cannot be loaded: Module not found "link.ts"/);
gets0("a configuration of its own", {
  [FIRST]: 'export * from "solution";',
  "deno.json": `{ "imports": { "solution": ${SOLUTION} } }`,
  "import_map.json": `{ "imports": { "solution": ${SOLUTION} } }`,
}, /cannot be loaded/);
gets0("a lab of its own", {
  [FIRST]: 'import { answer } from "@vae/lab/exercise"; export const klUnivariate = answer;',
  "deno.json": '{ "imports": { "@vae/lab/exercise": "./mine.ts" } }',
  "mine.ts": "export const answer = () => 0;",
}, /cannot be loaded/);

itNeeds(RIGHTS, "a submission cannot read another one, nor its copy", async () => {
  await using other = await openOther();
  for (const path of [other.folder, other.copy]) {
    const code = `export * from ${JSON.stringify(`${path}/${FIRST}`)};`;
    const { points, steps: [{ parts }] } = await handIn(code);
    assertEquals(points, 0);
    assertMatch(parts[0].finding!.message, FORBIDDEN);
  }
});

/** A right submission of another student, while it is checked. */
async function openOther() {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/${FIRST}`, RIGHT);
  const submission = await openSubmission(folder);
  return {
    folder: `file://${folder}`,
    copy: submission.copy.href,
    async [Symbol.asyncDispose]() {
      await submission[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

// Files that it would write.
const targets = ["lib/exercise/steps/kl_univariate/step.ts", "lib/exercise/values_part.ts"]
  .concat("tests/exercise/out_of_reach_test.ts");
for (const target of targets) {
  for (
    const [how, code] of Object.entries({
      overwritten: `Deno.writeTextFileSync(new URL(${at(target)}), "");`,
      removed: `Deno.removeSync(new URL(${at(target)}));`,
      "opened by Node": `import fs from "node:fs"; fs.appendFileSync(new URL(${
        at(target)
      }), "//");`,
    })
  ) {
    itNeeds(RIGHTS, `${target} cannot be ${how}`, async () => {
      const before = await Deno.readTextFile(new URL(target, LAB));
      const { points, steps: [{ parts }] } = await handIn(`${code} ${WRONG}`);
      assertEquals(points, 0);
      assertMatch(parts[0].finding!.message, FORBIDDEN);
      assertEquals(await Deno.readTextFile(new URL(target, LAB)), before);
    });
  }
}
gets0(
  "its own file, overwritten while it runs",
  `Deno.writeTextFileSync(import.meta.filename!, ""); ${WRONG}`,
  FORBIDDEN,
);

for (
  const [where, code] of Object.entries({
    "what a page keeps": "localStorage.setItem('count', '1');",
    "a cache": "await caches.open('count');",
    "a database": "await Deno.openKv();",
    "a temporary file": "Deno.makeTempFileSync();",
  })
) {
  gets0(
    `a count of its runs in ${where}`,
    `${code} ${WRONG}`,
    /is not defined|more than a step may use|not a function/,
  );
}
// Disks, without a permission to write: by what keeps a page's data, and a database's temporary files.
if (Deno.build.os !== "windows") {
  gets0(
    "a cache of a thread's own",
    `const code = 'await caches.open("fill"); postMessage("open")';
const thread = new Worker("data:text/javascript," + encodeURIComponent(code), { type: "module" });
const opened = await new Promise((resolve) => {
  thread.onmessage = ({ data }) => resolve(data);
  thread.onerror = (event) => { event.preventDefault(); resolve(event.message); };
});
export const klUnivariate = () => { throw new Error("the cache: " + opened); };`,
    /the cache: .*disk I\/O error/,
  );
  gets0(
    "a database's temporary file",
    `import { DatabaseSync } from "node:sqlite";
const db = new DatabaseSync(":memory:");
db.exec("PRAGMA temp_store = 1; PRAGMA temp.cache_size = 10; CREATE TEMP TABLE big(x)");
for (let i = 0; i < 4; i++) db.exec("INSERT INTO big VALUES (zeroblob(50000000))");
${WRONG}`,
    /cannot be loaded: disk I\/O error/,
  );
}
