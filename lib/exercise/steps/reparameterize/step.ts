import type { Answer } from "../../answer.ts";
import type { Finding, Part, Step } from "../../step.ts";
import { valuesPart } from "../../values_part.ts";
import { answerShape, type Codes, type CodesCase, codesOf, drawCases } from "./codes_case.ts";
import { codesFlaw } from "./codes_flaw.ts";
import { MISTAKES } from "./mistakes.ts";
import skeleton from "./skeleton.ts" with { type: "text" };
import solution from "./solution.ts" with { type: "text" };
import text from "./text.md" with { type: "text" };

const part = valuesPart<CodesCase>({
  name: "reparameterize",
  draw: drawCases,
  describe: ({ shape: [rows, units] }) => `mu and logVar of [${rows}, ${units}]`,
  // Any order and sign of the draws will do, so no single code is the right one.
  right: () => [],
  shape: answerShape,
  isRight: (cases, answers) =>
    codesOfAll(cases, answers, (codes) => !codesFlaw(cases, codes)) ?? false,
  mistakes: MISTAKES,
  hint:
    "Take a batch of one row and one unit, with mu = 0 and logVar = 0, and look at many draws. Then change one of " +
    "the two.",
  strongerHint:
    "Subtract mu from your codes, and divide by the standard deviation: is what remains what you drew?",
});

/** Step 3: the reparameterization trick. */
export const reparameterizeStep: Step = {
  number: 3,
  id: "reparameterize",
  title: "the reparameterization trick",
  ...{ text, skeleton, solution },
  parts: [{ ...part, check }] satisfies Part[],
};

/** Checks as every part does; where no mistake explains the answers, it tells which property the codes lack. */
function check(cases: readonly unknown[], answers: readonly Answer[]): Finding | undefined {
  const unfit = unfitAnswer(answers);
  if (unfit) return unfit;
  const finding = part.check(cases, answers);
  if (!finding || finding.mistake) return finding;
  const at = cases as readonly CodesCase[];
  const evidence = codesOfAll(at, answers, (codes) => codesFlaw(at, codes));
  if (!evidence) return finding;
  return {
    ...finding,
    message:
      "The codes that reparameterize gives, or their gradients, lack a property that they must have.",
    evidence,
  };
}

/** What the probe says of an answer that is no tensor of codes: nothing stopped, so it is no error. */
function unfitAnswer(answers: readonly Answer[]): Finding | undefined {
  const [first] = answers;
  if (!first || !("thrown" in first)) return;
  if (first.thrown.startsWith("it is async")) {
    return {
      message: `reparameterize${first.thrown.slice("it".length)}.`,
      hint: "What does your function wait for?",
      strongerHint:
        "No operation of tf has to be waited for; only taking numbers out of a tensor has, and they are not needed here.",
    };
  }
  if (!first.thrown.startsWith("it must give")) return;
  return {
    message: `reparameterize${first.thrown.slice("it".length)}.`,
    hint:
      "Does every way through the function end in a `return` of the type that the skeleton names?",
    strongerHint: "Print what your function is about to return, and its shape.",
  };
}

/** What a function of all codes gives; `undefined` if an answer holds none. */
function codesOfAll<T>(
  cases: readonly CodesCase[],
  answers: readonly Answer[],
  of: (codes: readonly Codes[]) => T,
): T | undefined {
  const codes = answers.flatMap((answer, i) => codesOf(cases[i], answer) ?? []);
  return codes.length === cases.length ? of(codes) : undefined;
}
