/**
 * `deno task bench`: a training step here against a naive TensorFlow.js port of the notebook, both on
 * wasm, on the same batches from the same parameters; rounds in turn, since the machine may be shared.
 */
import { fileURLToPath } from "node:url";

const ROUNDS = 5;
const STEPS = { naive: 20, ours: 100 };

interface Round {
  readonly loss: number;
  readonly milliseconds: number;
}

async function round(who: keyof typeof STEPS, steps = STEPS[who]): Promise<Round> {
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--allow-read", "--allow-env"],
      fileURLToPath(new URL("time_steps.ts", import.meta.url)),
      ...[who, `${steps}`],
    ],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

const [naiveCheck, ourCheck] = [await round("naive", 15), await round("ours", 15)];
const apart = Math.abs(naiveCheck.loss / ourCheck.loss - 1);
console.log(
  `after 20 steps both have the loss ${ourCheck.loss.toFixed(3)}, ${apart.toExponential(0)} apart`,
);
if (apart > 1e-3) throw new Error("the two do not train the same model");

const [naive, ours, ratios] = [[], [], []] as number[][];
for (let i = 0; i < ROUNDS; i++) {
  naive.push((await round("naive")).milliseconds);
  ours.push((await round("ours")).milliseconds);
  ratios.push(naive[i] / ours[i]);
}
const row = (name: string, values: number[], unit: string) =>
  console.log(
    `${name.padEnd(24)} ${median(values).toFixed(1).padStart(7)} ${unit}   ` +
      `(${values.map((value) => value.toFixed(1)).join(" ")})`,
  );
row("naive tfjs port, wasm", naive, "ms/step");
row("this lab, wasm", ours, "ms/step");
row("naive / this lab", ratios, "x      ");
