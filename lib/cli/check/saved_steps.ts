import { fileOf, type Step } from "../../exercise/step.ts";
import { STEPS } from "../../exercise/steps.ts";

/** How often the folder is looked at, in milliseconds. */
const PAUSE = 250;

/** When each file of code in a folder was last written, and its size. */
type Stamps = ReadonlyMap<string, string>;

/**
 * Watches the files of an exercise. It looks again and again, since not every disk tells of changes (those of a
 * network, and of a virtual machine, do not), and no editor saves in the same way.
 *
 * @returns a function that waits for the steps to check again: those whose files were saved since it was last called,
 * or all that are there, if another file of code was, which any of them may import
 */
export function savedSteps(
  folder: string,
  signal: AbortSignal,
): () => Promise<readonly Step[]> {
  let known = stampsOf(folder);
  return async () => {
    while (true) {
      const [before, now] = [await known, await stampsOf(folder)];
      known = Promise.resolve(now);
      const saved = [...now].filter(([name, stamp]) => before.get(name) !== stamp)
        .map(([name]) => name);
      const isShared = saved.some((name) => !STEPS.some((step) => fileOf(step) === name));
      const steps = STEPS.filter((
        step,
      ) => (isShared ? now.has(fileOf(step)) : saved.includes(fileOf(step))));
      if (steps.length > 0) return steps;
      await pause(signal);
    }
  };
}

async function stampsOf(folder: string): Promise<Stamps> {
  const stamps = new Map<string, string>();
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".ts")) continue;
    const found = await Deno.stat(`${folder}/${name}`).catch(() => undefined);
    if (found?.isFile) stamps.set(name, `${found.mtime?.getTime()} ${found.size}`);
  }
  return stamps;
}

/** @throws the signal's reason, when it is aborted */
function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", end);
      resolve();
    }, PAUSE);
    signal.addEventListener("abort", end, { once: true });
  });
}
