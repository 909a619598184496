/**
 * What this machine can do for the lab: its backends and their speed, MNIST, the fonts; and what
 * would help, with the command that does it.
 *
 *     deno task doctor
 *
 * Each trial runs in a process of its own, with a time limit: what is broken does not affect the
 * rest.
 * Left out on purpose: memory and disk (deno task native looks for room itself), and any repair.
 */
import { runCommand } from "../lib/cli/command.ts";
import { doctor } from "../lib/cli/doctor/doctor.ts";
import { backend } from "../lib/run/mod.ts";

const flags = {
  backend: { ...backend, description: "the backend to try; auto tries all of them" },
};

if (import.meta.main) {
  const status = await runCommand({
    name: "doctor",
    description: "Show which backends this machine has, how fast they are, and what is missing.",
    flags,
    examples: [
      ["doctor", "all of it; the exit status is 0 if everything that the tasks need works"],
      ["doctor --backend webgpu", "webgpu alone, with the complete reason if it does not work"],
    ],
    interruptible: true,
    run: doctor,
  });
  Deno.exit(status);
}
