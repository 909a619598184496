/** What Ctrl-C, SIGTERM and SIGHUP do to a command, in a process of its own. */
import { assertEquals } from "@std/assert";
import { itNeeds } from "../needs.ts";

const url = JSON.stringify(new URL("../../lib/cli/command.ts", import.meta.url).href);

/** A command that says when it runs, and then does something. */
const program = (fields: string, then: string) => `
  import { runCommand } from ${url};
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const run = async (options, { say }, signal) => {
    say("runs");
    ${then}
  };
  const command = { name: "x", description: "", flags: {}, examples: [], ${fields} run };
  Deno.exit(await runCommand(command, []));`;

const END = "await sleep(60_000);";
const STOPS = "while (true) { await sleep(20); signal.throwIfAborted(); }";
const FINISHES = "while (!signal.aborted) await sleep(20); await sleep(300);";
/** As long computations do: no signal has its turn before it is over. */
const BLOCKS = `
  const block = () => { for (const end = Date.now() + 700; Date.now() < end;); };
  while (!signal.aborted) await sleep(1);
  block();
  await sleep(150);
  signal.throwIfAborted();`;

/** Sends signals with these pauses before them, and answers how the command ended. */
async function send(signals: readonly (Deno.Signal | number)[], fields: string, then: string) {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-check", program(fields, then)],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const reader = process.stdout.getReader();
  await reader.read();
  for (const signal of signals) {
    if (typeof signal === "number") await new Promise((done) => setTimeout(done, signal));
    else process.kill(signal);
  }
  await reader.cancel();
  const [{ code }, stderr] = await Promise.all([
    process.status,
    new Response(process.stderr).text(),
  ]);
  return { code, stderr };
}

const takesIt = "interruptible: true,";

for (
  const [what, signals, fields, then, code, stderr] of [
    ["Ctrl-C ends at once what has nothing to finish", ["SIGINT"], "", END, 130, "interrupted.\n"],
    ["SIGTERM does", ["SIGTERM"], "", END, 143, "ended by SIGTERM.\n"],
    ["SIGHUP does", ["SIGHUP"], "", END, 129, "ended by SIGHUP.\n"],
    ["Ctrl-C lets a command stop", ["SIGINT"], takesIt, STOPS, 130, "interrupted.\n"],
    ["SIGTERM does so", ["SIGTERM"], takesIt, STOPS, 143, "ended by SIGTERM.\n"],
    ["SIGHUP does so", ["SIGHUP"], takesIt, STOPS, 129, "ended by SIGHUP.\n"],
    [
      "what is finished nevertheless ends with status 0, and says so",
      ["SIGINT"],
      takesIt,
      FINISHES,
      0,
      "Ctrl-C came when the work was nearly done: it was finished.\n",
    ],
    [
      "a second Ctrl-C within milliseconds is the first one",
      ["SIGINT", 2, "SIGINT", 50, "SIGINT"],
      takesIt,
      FINISHES,
      0,
      "Ctrl-C came when the work was nearly done: it was finished.\n",
    ],
    [
      "so it is where a long computation holds it back",
      ["SIGINT", 10, "SIGINT"],
      takesIt,
      BLOCKS,
      130,
      "interrupted.\n",
    ],
    [
      "a second Ctrl-C by a person ends any command at once",
      ["SIGINT", 600, "SIGINT"],
      takesIt,
      END,
      130,
      "interrupted a second time, and ended at once.\n",
    ],
    [
      "a second SIGTERM or SIGHUP asks for nothing new",
      ["SIGTERM", 400, "SIGTERM", "SIGHUP"],
      takesIt,
      "while (!signal.aborted) await sleep(20); await sleep(800); signal.throwIfAborted();",
      143,
      "ended by SIGTERM.\n",
    ],
  ] as const
) {
  itNeeds(["run"], `${what}, with status ${code}`, async () => {
    if (Deno.build.os === "windows") return; // has no signal to send
    const began = performance.now();
    assertEquals(await send(signals, fields, then), { code, stderr });
    assertEquals(performance.now() - began < 30_000, true);
  });
}
