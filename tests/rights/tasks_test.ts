/** The rights that deno.json gives the tasks. */
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { TASKS } from "../../lib/cli/tasks.ts";
import config from "../../deno.json" with { type: "json" };

/** The rights that only some tasks may have. */
const RARE: Record<string, readonly string[]> = {
  // They start programs: pip and a compiler, trials that may crash, peers, deno bundle, scripts.
  run: ["native", "doctor", "bench", "share", "sweep", "cures", "test", "fuzz", "mutate", "ok"]
    .concat("explore", "notebook", "lab", "check", "grade"),
  // The free space of a disk; the name of the processor.
  sys: ["native", "bench", "test", "fuzz"],
  // To serve a page on this machine.
  "net=127.0.0.1": ["explore", "check"],
  net: [],
};

/** The commands that run something, each with its task. */
const commands = Object.entries(config.tasks).flatMap(([task, { command }]) =>
  command.split(" && ")
    .map((part) => part.replace(/^(\w+=\S+ )+/, "")) // settings of the environment
    .filter((part) => /^deno (run|test)\b/.test(part))
    .map((part) => ({ task, words: part.split(" ").slice(2) }))
);

it("every task names the kinds of rights that it has, without a path", () => {
  const known = ["read", "write", "env", "ffi", ...Object.keys(RARE)].map((right) =>
    `--allow-${right}`
  );
  for (const { task, words } of commands) {
    const flags = words.filter((word) => /^-(-allow|-deny|A$|P)/.test(word));
    assertEquals(flags.filter((flag) => !known.includes(flag)), [], task);
  }
});

it("the scripts know the permissions and flags that their tasks have", () => {
  const known = Object.entries(TASKS).map(([name, { flags, permissions, script }]) => [
    name,
    ["deno run", ...flags, "--no-prompt", ...permissions, script].join(" "),
  ]);
  const written = Object.entries(config.tasks)
    .filter(([, { command }]) => command.includes(" scripts/"))
    .map(([name, { command }]) => [name, command]);
  assertEquals(Object.fromEntries(known), Object.fromEntries(written));
});

it("no task stops to ask for a right", () => {
  assertEquals(commands.filter(({ words }) => !words.includes("--no-prompt")), []);
});

it("only a few tasks run programs, ask the system, or use a network", () => {
  for (const [right, allowed] of Object.entries(RARE)) {
    const having = commands.filter(({ words }) => words.includes(`--allow-${right}`));
    assertEquals(having.map(({ task }) => task).filter((task) => !allowed.includes(task)), []);
  }
});
