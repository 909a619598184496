import { bytesText } from "../../backend/native/bytes_text.ts";
import type { NativePlan } from "../../backend/native/native_plan.ts";

/** What will be done, for a reader who has not decided yet. */
export function planText(plan: NativePlan, place: string): string {
  const fetched = plan.wheels.reduce((sum, { bytes }) => sum + bytes, 0);
  const width = Math.max(...plan.wheels.map(({ name, version }) => `${name} ${version}`.length));
  return [
    `TensorFlow ${plan.version} ${
      plan.kind === "cuda" ? "with CUDA" : "for the CPU"
    } into ${place}:`,
    `1. look for Python with pip, a C++ compiler, and ${bytesText(plan.roomBytes)} of free disk`,
    `2. install from npm, without install scripts: ` +
    plan.packages.map(({ name, version }) => `${name} ${version}`).join(", "),
    `3. fetch with pip, ${bytesText(fetched)}, and compare the SHA-256:`,
    ...plan.wheels.map(({ name, version, bytes, sha256 }) =>
      `   ${`${name} ${version}`.padEnd(width)}  ${bytesText(bytes).padStart(6)}  ${sha256}`
    ),
    `4. unpack the libraries and headers, and delete the wheels`,
    `5. compile the package's binding: ${plan.compilerFlags.join(" ")}`,
    `6. train in a fresh process, and compare the first steps with those of wasm`,
    `It will take ${bytesText(plan.diskBytes)} of disk; deno task native --remove undoes it.`,
  ].join("\n");
}
