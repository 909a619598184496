import type { Checkpoint } from "../run/checkpoint.ts";
import { inClone, invocation } from "./invocation.ts";

/** Where a run stands: `after epoch 2`, `in epoch 3, after 120 of 469 batches`. */
export function place(
  { state: { epoch, batch }, record: { data, options } }: Checkpoint,
): string {
  if (batch === 0) return `after epoch ${epoch - 1}`;
  const batches = Math.ceil(data.images / Number(options.batchSize));
  return `in epoch ${epoch}, after ${batch} of ${batches} batches`;
}

/** Says how to go on: the same command line, and `--resume`. */
export function interruption(checkpoint: Checkpoint): DOMException {
  const args = Deno.args.filter((word) => !["--resume", "--force"].includes(word))
    .map((word) => /^[\w./:=-]+$/.test(word) ? word : quoted(word));
  const command = inClone
    ? [invocation(checkpoint.record.task), ...args, "--resume"].join(" ")
    : "the same command, and --resume";
  return new DOMException(`interrupted ${place(checkpoint)}. Go on with: ${command}`, "AbortError");
}

/** As a shell takes it for one word, and as it is. */
function quoted(word: string): string {
  return Deno.build.os === "windows" ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
