import { commandLine } from "../parts/command_line.ts";
import { CopyButtons } from "../parts/copy_buttons.tsx";
import { state } from "../state.ts";

/** The options of `deno task kl` that the page has, in the order in which it is typed. */
const OPTIONS = ["mu", "sigma", "priorMu", "priorSigma", "seed"] as const;

/** The command line of the pair that is seen: the options that are not as they are at first. */
export function KlCommand() {
  const given = OPTIONS
    .map((name) => [name, state.kl[name].value.value] as const)
    .filter(([name, value]) => value !== state.kl[name].initial);
  return <CopyButtons command={commandLine("kl", Object.fromEntries(given))} />;
}
