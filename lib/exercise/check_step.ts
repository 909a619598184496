import type { Seed } from "../math/seed.ts";
import { TorchRandom } from "../math/torch_random.ts";
import type { Answer, Thrown } from "./answer.ts";
import { LIMITS, type Limits, type ProbeResult, runProbe } from "./run_probe.ts";
import { fileOf, type Finding, type Part, type Step } from "./step.ts";
import type { Submission } from "./submission.ts";

/** What was found of a step in a submission. */
export interface StepReport {
  readonly step: Step;
  /** Whether every function gives what it should. */
  readonly passed: boolean;
  /** Each function, and what is wrong with it. */
  readonly parts: readonly { readonly name: string; readonly finding?: Finding }[];
  /** What the student's code printed. */
  readonly printed: string;
}

/** How a step is checked. */
export interface CheckOptions {
  /** Changes the inputs that are drawn. */
  readonly seed?: Seed;
  readonly limits?: Limits;
  readonly signal?: AbortSignal;
}

/**
 * Checks one step of a submission. The inputs are drawn from a seed that the texts of all its files decide: the same
 * submission always gets the same ones, and a file that lists answers to them, wherever it lies, has by that other
 * ones.
 */
export async function checkStep(
  submission: Submission,
  step: Step,
  { seed = 0, limits = LIMITS, signal }: CheckOptions = {},
): Promise<StepReport> {
  const text = submission.files.get(fileOf(step));
  if (text === undefined) {
    return failed(step, {
      message: `There is no file ${fileOf(step)}.`,
      hint: "The exercise writes it when the step before it passes.",
      strongerHint: "A file of another name, a link or a folder does not count.",
    });
  }
  const cases = await drawCases(step, `${seed} ${textsOf(submission)}`);
  const result = await runProbe(submission, step, cases, { limits, signal });
  const { answers, printed } = result;
  if (!answers) return { ...failed(step, noAnswer(step, result, limits)), printed };
  const parts = step.parts.map((part) => {
    const given = answers[part.name] ?? [];
    const [first] = given;
    if (given.length > 0 && given.every(isUnwritten)) {
      return { name: part.name, finding: unwritten(step, part) };
    }
    const refused = given.find((answer) => "thrown" in answer && FORBIDDEN.test(answer.thrown));
    const finding = first && "other" in first && first.other === `no function ${part.name}`
      ? missing(part.name)
      : refused
      ? forbidden(part.name, (refused as Thrown).thrown)
      : compared(part, cases[part.name], given);
    return { name: part.name, finding };
  });
  return { step, passed: parts.every(({ finding }) => !finding), parts, printed };
}

/** The cases of a step's functions, drawn from what a text says. */
export async function drawCases(
  step: Step,
  text: string,
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const bytes = new TextEncoder().encode(text);
  const hash = new DataView(await crypto.subtle.digest("SHA-256", bytes));
  const random = new TorchRandom(hash.getUint32(0));
  // As JSON, in which the probe gets them: numbers that differ in the last digit would be other ones.
  return Object.fromEntries(
    step.parts.map((part) => [part.name, JSON.parse(JSON.stringify(part.draw(random)))]),
  );
}

function textsOf({ files }: Submission): string {
  return JSON.stringify([...files].sort(([a], [b]) => a < b ? -1 : 1));
}

/** What a part finds. Its answers are a stranger's: what it cannot even compare is wrong, and ends nothing else. */
function compared(
  part: Part,
  cases: readonly unknown[],
  answers: readonly Answer[],
): Finding | undefined {
  if (answers.length !== cases.length) {
    return {
      message:
        `${part.name} was asked ${cases.length} times, and answered ${answers.length} times.`,
      hint: "Does the file print something of its own in place of the answers?",
      strongerHint: "Each call of a function has one answer: what it returns.",
    };
  }
  try {
    return part.check(cases, answers);
  } catch (error) {
    return {
      message: `What ${part.name} gives cannot be compared with what it should give: ${
        (error as Error).message
      }`,
      hint: `It was called ${cases.length} times: does each call give what its type says?`,
      strongerHint:
        "Print the shape of what it gives, for the smallest input that you can think of.",
    };
  }
}

function failed(step: Step, finding: Finding): StepReport {
  const parts = step.parts.map(({ name }) => ({ name, finding }));
  return { step, passed: false, parts, printed: "" };
}

function missing(name: string): Finding {
  return {
    message: `The file exports no function ${name}.`,
    hint: `Keep the line of the skeleton that begins with \`export function ${name}\`.`,
    strongerHint: "A function without `export` in front of it cannot be seen from outside.",
  };
}

/** A function as the skeleton has it. */
function isUnwritten(answer: Answer): boolean {
  return "thrown" in answer && answer.thrown.includes(" is not written yet");
}

function unwritten(step: Step, { name }: Part): Finding {
  return {
    isUnwritten: true,
    message: `${name} is not written yet.`,
    hint: `What is asked stands in ${fileOf(step, ".md")}.`,
    strongerHint:
      "Begin with the smallest input there is, by hand, and write down what must come out.",
  };
}

/** How Deno refuses what a submission may not do. */
const FORBIDDEN = /Requires \w+ access|--no-remote|--cached-only/;

function forbidden(what: string, message: string): Finding {
  return {
    message: `${what} wants more than a step may use: ${
      message.replace(/, run again with the --allow-\w+ flag/, ".")
        .replace(/\n\s*at .*?(?= \(line \d+\)$|$)/s, "")
    }`,
    hint:
      "A step may import `@vae/lab/exercise` and the files beside it, and may do nothing but compute.",
    strongerHint:
      "Files, the network, the library's other modules and packages are out of reach while a step is checked.",
  };
}

function noAnswer(step: Step, { unreadable, stopped }: ProbeResult, limits: Limits): Finding {
  const file = fileOf(step);
  if (unreadable !== undefined) {
    if (FORBIDDEN.test(unreadable)) return forbidden(file, unreadable);
    return {
      message: `${file} cannot be loaded: ${unreadable}`,
      hint: "The line and the column stand at the end of the message.",
      strongerHint: "An editor with Deno's extension shows the same error while you type.",
    };
  }
  const reasons = {
    time: [
      `${file} did not come to an end within ${limits.seconds} seconds.`,
      "Is there a loop whose condition stays true, or an await of something that never comes?",
    ],
    memory: [
      `${file} used more than ${limits.memory / 2 ** 20} MiB of memory.`,
      "Does a loop add to a list, or make tensors, without an end?",
    ],
    output: [
      `${file} printed more than can be read.`,
      "Is there a console.log in an endless loop?",
    ],
    exit: [
      `${file} ended the process before its functions had answered.`,
      "Does it call Deno.exit?",
    ],
  } as const;
  const [message, hint] = reasons[stopped ?? "exit"];
  return {
    message,
    hint,
    strongerHint: "Put a console.log before and after the line that you suspect.",
  };
}
