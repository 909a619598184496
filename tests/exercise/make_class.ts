/**
 * Makes a class for `deno task grade`: students whose files of each step are the model solution, a known mistake, the
 * skeleton, an odd file, or missing; and tells how long grading takes.
 *
 *     deno run --allow-read --allow-write --allow-run tests/exercise/make_class.ts out/class 200
 *     deno task grade out/class
 *     deno run --allow-read --allow-write --allow-run tests/exercise/make_class.ts out/class 200 --grade
 *
 * The same arguments make the same class. The mistakes are changes of a number or an operator in the model solution:
 * the files that show each mistake of the catalogue are in the tests of the steps.
 */
import { fileOf, type Step } from "../../lib/exercise/step.ts";
import { STEPS } from "../../lib/exercise/steps.ts";
import { TorchRandom } from "../../lib/math/mod.ts";

/** What a student's file of a step may be, and how often of a hundred. */
const KINDS: readonly (readonly [percent: number, file: (step: Step, draw: Draw) => string])[] = [
  [62, (step, draw) => named(step.solution, draw)],
  [25, (step, draw) => mistaken(step.solution, draw)],
  [6, ({ skeleton }) => skeleton],
  [1, () => "while (true);"],
  [2, ({ solution }) => solution.replace("{", "{{")],
  [2, ({ solution }) => `import "https://example.com/solution.ts";\n${solution}`],
  [2, () => ""],
];

/** A whole number below `n`. */
type Draw = (n: number) => number;

/** The model solution as another student would have written it down. */
function named(text: string, draw: Draw): string {
  return `// student ${draw(1e6)}\n${
    text.replaceAll(/;\n/g, () => draw(3) === 0 ? "; \n" : ";\n")
  }`;
}

/** The model solution with one number or operator changed, in the functions' bodies. */
function mistaken(text: string, draw: Draw): string {
  const places = [...text.matchAll(/(?<= )[-+*/](?= )|\b\d+(?:\.\d+)?\b|\bexp\b|\blog\b/g)]
    .filter(({ index }) => !/^\s*(?:\*|\/)/.test(text.slice(text.lastIndexOf("\n", index) + 1)));
  if (places.length === 0) return text;
  const { 0: found, index } = places[draw(places.length)];
  const swaps: Record<string, string> = { "+": "-", "-": "+", "*": "+", "/": "*" };
  const instead = swaps[found] ??
    (found === "exp" ? "sqrt" : found === "log" ? "abs" : `${+found + 1}`);
  return text.slice(0, index) + instead + text.slice(index + found.length);
}

/** Writes a class of `n` students into a folder. */
export async function makeClass(folder: string, n: number): Promise<void> {
  const random = new TorchRandom(0);
  const draw: Draw = (below) => Math.floor(random.uniform(1)[0] * below);
  for (let i = 1; i <= n; i++) {
    const own = `${folder}/student ${String(i).padStart(3, "0")}`;
    await Deno.mkdir(own, { recursive: true });
    for (const step of STEPS) {
      let percent = draw(100);
      const kind = KINDS.find(([part]) => (percent -= part) < 0)!;
      await Deno.writeTextFile(`${own}/${fileOf(step)}`, kind[1](step, draw));
    }
  }
}

if (import.meta.main) {
  const [folder, n, grade] = Deno.args;
  await makeClass(folder, Number(n));
  console.log(`${folder}: ${n} students`);
  if (grade === "--grade") {
    const begun = performance.now();
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "grade", folder, "--out", `${folder}-grades`],
    }).spawn().status;
    const seconds = (performance.now() - begun) / 1000;
    console.log(
      `graded in ${seconds.toFixed(0)} s, ${
        (seconds / Number(n)).toFixed(1)
      } s a student, status ${code}, ` +
        `${navigator.hardwareConcurrency} cores`,
    );
  }
}
