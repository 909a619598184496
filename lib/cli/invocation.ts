import { fileURLToPath } from "node:url";
import { shellWord } from "./shell_word.ts";
import { type Task, TASKS } from "./tasks.ts";

/** Whether the program is one file by itself: what `deno task share` writes. */
export const alone: boolean = import.meta.url === Deno.mainModule;

/** Whether the lab's other files lie beside this one: not so if it came from a web server, either. */
export const inClone: boolean = import.meta.url.startsWith("file:") && !alone;

/** The lab's folder, or its address on a web server. */
const LAB = new URL("../../", import.meta.url);

/** The scripts that may need the model that ships: by URL they fetch it. */
const USE_MODEL: readonly string[] = ["sample", "interpolate", "export"];

/** What a command line is made for. */
export interface InvocationOptions {
  /** Where the script writes. */
  readonly out?: string;
  /** Whether `deno task` itself is to print nothing. */
  readonly quiet?: boolean;
}

/**
 * How a user calls a script here, in words for a shell: `deno task kl` in a clone; by URL, or in one file,
 * `deno run --allow-read --allow-write=out --allow-ffi https://HOST/scripts/kl.ts`.
 */
export function invocation(task: string, { out, quiet = false }: InvocationOptions = {}): string {
  const { script, permissions: flags } = taskNamed(task);
  if (!inClone) {
    const url = alone ? Deno.mainModule : new URL(script, LAB).href;
    return denoRun(permissions(task, out), url);
  }
  const words = taskWords();
  if (!words) return denoRun(flags, new URL(script, LAB).href);
  return [deno(), "task", ...words, ...quiet ? ["--quiet"] : [], task].join(" ");
}

/** A file of the lab as a command line names it here: by its path from the clone, or else its address. */
export function labFile(path: string): string {
  const { href } = new URL(path, LAB);
  if (!inClone) return shellWord(href);
  return standsInClone() ? path : shellWord(fileURLToPath(href));
}

/**
 * The flags that give a script its permissions outside of a clone: without those that TensorFlow's native
 * library needs, since it stays in the clone.
 *
 * @param out where the script writes
 */
export function permissions(task: string, out = "out"): string[] {
  const flags = taskNamed(task).permissions
    .map((flag) => flag === "--allow-write" && !out.includes(",") ? `${flag}=${out}` : flag)
    .filter((flag) => flag !== "--allow-env" || task === "doctor"); // which looks at its permissions
  const fetches = !inClone && !alone && USE_MODEL.includes(task);
  return fetches ? [...flags, `--allow-net=${LAB.host}`] : flags;
}

/** A task by its name; what a test makes up needs no permission. */
function taskNamed(name: string): Task {
  const task = Object.hasOwn(TASKS, name) ? TASKS[name as keyof typeof TASKS] : undefined;
  return task ?? { permissions: [], flags: [], script: `scripts/${name}.ts` };
}

/** This Deno, as the user calls it: it may be there by npx alone. */
function deno(): string {
  return /[\\/]_npx[\\/]/.test(Deno.execPath()) ? `npx -y deno@${Deno.version.deno}` : "deno";
}

function denoRun(flags: readonly string[], url: string): string {
  const script = url.startsWith("file:") ? fileURLToPath(url) : url;
  return [deno(), "run", ...[...flags, script].map(shellWord)].join(" ");
}

/**
 * The words with which `deno task` finds its tasks from where the user stands; `undefined` if the script
 * was started elsewhere without it: then relative paths mean something else than in a task, which runs
 * in the clone.
 */
function taskWords(): string[] | undefined {
  if (!standsInClone()) return undefined;
  const typedIn = startFolder();
  if (typedIn === undefined || slashed(typedIn).startsWith(slashed(fileURLToPath(LAB)))) return [];
  return ["--config", shellWord(fileURLToPath(new URL("deno.json", LAB)))];
}

function standsInClone(): boolean {
  return slashed(workingFolder()) === slashed(fileURLToPath(LAB));
}

/** `C:\lab` -> `C:/lab/`. */
function slashed(folder: string): string {
  return folder.replaceAll("\\", "/").replace(/\/?$/, "/");
}

function workingFolder(): string {
  try {
    return Deno.cwd();
  } catch {
    return ""; // it was deleted
  }
}

/** Where `deno task` was typed. Asking takes a permission. */
function startFolder(): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: "INIT_CWD" });
  return state === "granted" ? Deno.env.get("INIT_CWD") : undefined;
}
