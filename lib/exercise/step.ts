import type { TorchRandom } from "../math/torch_random.ts";
import type { Answer } from "./answer.ts";

/** A step of the exercise: a text, a file to fill in, and what its functions must give. */
export interface Step {
  /** Counts from 1, in the lab's order. */
  readonly number: number;
  /** Its folder in lib/exercise/steps: `kl_univariate`. */
  readonly id: string;
  readonly title: string;
  /** What is asked, in Markdown. */
  readonly text: string;
  /** The file as a student gets it: typed, and not solved. */
  readonly skeleton: string;
  /** The file as a teacher gets it. */
  readonly solution: string;
  /** The functions that the file exports, in its order. */
  readonly parts: readonly Part[];
}

/** One function of a step, and how it is checked. */
export interface Part {
  /** The function's name in the student's file. */
  readonly name: string;
  /** What it is asked: plain data that JSON can hold, as the step's probe reads it. */
  draw(random: TorchRandom): readonly unknown[];
  /**
   * What is wrong with the answers to these cases, one for each; `undefined` if nothing is. Answers come from
   * a stranger's process: they may be of any number and shape.
   */
  check(cases: readonly unknown[], answers: readonly Answer[]): Finding | undefined;
  /** The mistakes that it can name. */
  readonly mistakes: readonly NamedMistake[];
  /** The names of all mistakes that explain the answers; of which `check` tells the first. */
  explanations(cases: readonly unknown[], answers: readonly Answer[]): readonly string[];
}

/** How a mistake is told. */
export interface NamedMistake {
  /** In the catalogue and in grades: `swapped-distributions`. */
  readonly name: string;
  /** What the function does, in full sentences, without what it should do instead. */
  readonly message: string;
  /** Where to look. */
  readonly hint: string;
  /** What to think of there; still not the solution. */
  readonly strongerHint: string;
}

/** What was found wrong with a function. */
export interface Finding {
  /** The mistake's name, where one of the catalogue explains all answers. */
  readonly mistake?: string;
  /** Whether the function is as the skeleton has it. */
  readonly isUnwritten?: boolean;
  /** What was found, in full sentences. */
  readonly message: string;
  /** Two numbers (or texts) that differ, and where. */
  readonly evidence?: Evidence;
  readonly hint: string;
  readonly strongerHint: string;
}

/** An answer beside the right one. */
export interface Evidence {
  /** `q = N(1, 0.5^2), p = N(0, 1^2)`. */
  readonly at: string;
  readonly wanted: string;
  readonly found: string;
}

/** A step's file: `01_kl_univariate.ts`; `.md` for its text. */
export function fileOf({ number, id }: Pick<Step, "number" | "id">, ending = ".ts"): string {
  return `${String(number).padStart(2, "0")}_${id}${ending}`;
}
