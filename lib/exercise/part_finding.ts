import type { Answer, Thrown } from "./answer.ts";
import { FORBIDDEN, forbidden } from "./forbidden.ts";
import { fileOf, type Finding, type Part, type Step } from "./step.ts";

/** What is wrong with a function's answers to these cases; `undefined` if nothing is. */
export function partFinding(
  step: Step,
  part: Part,
  cases: readonly unknown[],
  answers: readonly Answer[],
): Finding | undefined {
  const [first] = answers;
  if (first && "other" in first && first.other === `no function ${part.name}`) {
    return missing(part.name);
  }
  if (answers.length > 0 && answers.every(isUnwritten)) return unwritten(step, part);
  const refused = answers.find((answer): answer is Thrown =>
    "thrown" in answer && FORBIDDEN.test(answer.thrown)
  );
  return refused ? forbidden(part.name, refused.thrown) : compared(part, cases, answers);
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
