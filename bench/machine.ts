import os from "node:os";

/** The processor, the memory, and the system. */
export function machineText(): string {
  const [cpu] = os.cpus();
  const cores = navigator.hardwareConcurrency;
  const gigabytes = (os.totalmem() / 1e9).toFixed(0);
  return `${cpu?.model.trim() ?? "unknown processor"}, ${cores} core${
    cores === 1 ? "" : "s"
  } for ` +
    `this process, ${gigabytes} GB, ${Deno.build.os} ${Deno.osRelease()}`;
}

/** Seconds of processor time since the start: of the whole machine, and of this process and its children. */
export interface Work {
  readonly machine: number;
  readonly own: number;
}

/** `undefined` where the system does not tell (it does on Linux). Children count once they have ended. */
export function workSoFar(): Work | undefined {
  try {
    // Deno itself reads nothing there without all rights.
    const args = ["/proc/stat", `/proc/${Deno.pid}/stat`];
    const { stdout } = new Deno.Command("cat", { args }).outputSync();
    const lines = new TextDecoder().decode(stdout).trim().split("\n");
    // user, nice, system; then idle and waiting; then interrupts: in hundredths of a second.
    const [user, nice, system, , , irq, softIrq] = lines[0].split(/\s+/).slice(1).map(Number);
    const fields = lines.at(-1)!.replace(/^.*\) /, "").split(" ");
    const own = fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
    return { machine: (user + nice + system + irq + softIrq) / 100, own: own / 100 };
  } catch {
    return undefined;
  }
}
