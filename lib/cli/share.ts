import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { UserError } from "../user_error.ts";
import { denoBundle } from "./deno_bundle.ts";
import type { Flag } from "./flags.ts";
import { oneOf } from "../run/option.ts";
import { inClone, permissions } from "./invocation.ts";
import { TASKS } from "./tasks.ts";
import { openOutput } from "./open_output.ts";
import type { Terminal } from "./terminal.ts";

const LAB = new URL("../../", import.meta.url);
const path = (file: string) => fileURLToPath(new URL(file, LAB));

/** The scripts that need nothing of the lab but their own code: all that start no programs of it. */
export const SHARED: readonly string[] = Object.entries(TASKS)
  .filter(([, { permissions }]) => !permissions.includes("--allow-run"))
  .map(([name]) => name);

/** `deno task share`'s word. */
export const sharedScript: Flag<string> = {
  ...oneOf(`the script to write as a single file: ${SHARED.join(", ")}`, SHARED[0], SHARED),
  value: "SCRIPT",
  positional: true,
};

/** What `deno task share` takes. */
export interface ShareOptions {
  readonly script: string;
  readonly out: string;
  readonly force: boolean;
}

/** `deno task share`: bundles the lab's modules, and leaves the packages to Deno. */
export async function share(
  { script, out, force }: ShareOptions,
  { say, note }: Terminal,
  signal: AbortSignal,
): Promise<void> {
  if (!inClone) throw new UserError("deno task share needs a clone of the lab; run it there.");
  const file = `${script}.js`;
  const files = [file, "deno.lock"];
  using folder = await openOutput({ task: "share", out, force }, files);
  note("bundling (Deno fetches its bundler the first time) ...");
  const code = await bundle(path(`scripts/${script}.ts`), signal);

  const flags = permissions(script).join(" ");
  const line = `deno run ${flags} ${file}`;
  const text = [
    `The VAE lab ${config.version}: its script ${script} in one file. --help tells its flags.\n`,
    `    ${line}\n`,
    await Deno.readTextFile(path("LICENSE")),
  ].join("\n").trimEnd().replace(/^/gm, "// ").replace(/ +$/gm, "") + "\n" + code;
  await folder.write(file, text);
  await folder.write("deno.lock", await Deno.readFile(path("deno.lock")));

  say(`${out}/${file}: ${(text.length / 1000).toFixed(0)} kB. It runs anywhere, by its URL too:`);
  say(`  ${line}`);
  say(
    `With ${out}/deno.lock beside it, Deno takes those packages only that the lab was tested with:`,
  );
  say(`  deno run --lock=deno.lock --frozen ${flags} ${file}`);
  if (/\bSHIPPED\d* = /.test(code)) {
    say("The trained model stays here: --model FILE or --model URL (and --allow-net) names one.");
  }
}

/** A script's own modules in one; the packages stay imports. */
async function bundle(script: string, signal: AbortSignal): Promise<string> {
  const file = await Deno.makeTempFile({ suffix: ".js" });
  try {
    await denoBundle(["--external", "npm:*", "--output", file, script], LAB, signal);
    return await Deno.readTextFile(file);
  } finally {
    await Deno.remove(file);
  }
}
