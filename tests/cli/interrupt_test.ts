/** What Ctrl-C does to a command, in a process of its own. */
import { assertEquals } from "@std/assert";
import { itNeeds } from "../needs.ts";

const url = JSON.stringify(new URL("../../lib/cli/command.ts", import.meta.url).href);

/** A command that says when it runs and then computes without end; `parameters` of its run(). */
const program = (parameters: string, then: string) => `
  import { runCommand } from ${url};
  const forever = () => new Promise((done) => setTimeout(done, 60_000));
  const command = { name: "x", description: "", flags: {}, examples: [] };
  const run = async (${parameters}) => {
    console.log("runs");
    ${then}
  };
  Deno.exit(await runCommand({ ...command, run }, []));`;

/** Interrupts it as often, and answers how it ended. */
async function interrupt(times: number, parameters: string, then: string) {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-check", program(parameters, then)],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const reader = process.stdout.getReader();
  await reader.read();
  for (let i = 0; i < times; i++) {
    process.kill("SIGINT");
    await new Promise((done) => setTimeout(done, 100)); // two signals at once are one
  }
  await reader.cancel();
  const [{ code }, stderr] = await Promise.all([
    process.status,
    new Response(process.stderr).text(),
  ]);
  return { code, stderr };
}

for (
  const [what, times, parameters, then, stderr] of [
    ["ends a command that takes no signal at once", 1, "", "await forever()", "interrupted.\n"],
    [
      "lets a command that takes the signal come to an end",
      1,
      "options, terminal, signal",
      "while (true) { await new Promise((done) => setTimeout(done, 20)); signal.throwIfAborted(); }",
      "interrupted.\n",
    ],
    [
      "ends any command at once, the second time",
      2,
      "options, terminal, signal",
      "await forever()",
      "",
    ],
  ] as const
) {
  itNeeds(["run"], `Ctrl-C ${what}, with status 130`, async () => {
    if (Deno.build.os === "windows") return; // has no SIGINT to send
    const began = performance.now();
    assertEquals(await interrupt(times, parameters, then), { code: 130, stderr });
    assertEquals(performance.now() - began < 30_000, true);
  });
}
