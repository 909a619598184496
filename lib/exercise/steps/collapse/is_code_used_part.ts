import type { Answer } from "../../answer.ts";
import { numberText } from "../../number_text.ts";
import { shapeText } from "../../shape_text.ts";
import type { Evidence, Finding, Part } from "../../step.ts";
import { valuesPart } from "../../values_part.ts";
import { columns } from "./columns.ts";
import { IS_CODE_USED_MISTAKES } from "./is_code_used_mistakes.ts";
import { variance } from "./moments.ts";
import { drawStandIns, type StandIn } from "./stand_in.ts";
import { codesOf, isUsed, othersError, ownError } from "./stand_in_facts.ts";
import { verdictOf } from "./verdict_of.ts";

const HINTS = {
  hint:
    "Print what you compare for each model. For which models does it not follow the definition in the text?",
  strongerHint:
    "A code counts only if both halves take part: the encoder must tell the images apart, and the decoder must " +
    "respond to the difference. Which change of the codes has no effect if either half ignores them?",
};

const values = valuesPart<StandIn>({
  name: "isCodeUsed",
  draw: drawStandIns,
  describe,
  right: (model) => [isUsed(model) ? 1 : 0],
  mistakes: IS_CODE_USED_MISTAKES,
  ...HINTS,
});

/** The function that tells whether a decoder uses its code; its answers are shown as true and false. */
export const isCodeUsedPart: Part = {
  ...values,
  check: (cases, answers) => {
    const finding = noVerdict(cases as readonly StandIn[], answers) ?? values.check(cases, answers);
    return finding?.evidence ? { ...finding, evidence: inWords(finding.evidence) } : finding;
  },
};

/** What was given in place of true or false. */
function noVerdict(
  cases: readonly StandIn[],
  answers: readonly Answer[],
): Finding | undefined {
  const i = answers.findIndex((answer) => verdictOf(answer) === undefined);
  const answer = answers[i];
  if (!answer || "thrown" in answer) return;
  const found = "other" in answer
    ? answer.other
    : answer.values.length === 1
    ? `the number ${numberText(answer.values[0])}`
    : shapeText(answer.shape);
  const message = `isCodeUsed must give true or false, and gave ${found} at ${describe(cases[i])}.`;
  return { message, ...HINTS };
}

function describe(model: StandIn): string {
  const stds = columns(codesOf(model)).map((unit) => Math.sqrt(variance(unit)));
  const short = (value: number) => value < 1e-9 ? "0" : numberText(Number(value.toPrecision(3)));
  return `a model whose units have standard deviations of mu of ${stds.map(short).join(", ")}, ` +
    `and whose squared error per image is ${
      numberText(ownError(model))
    } from the image's own code ` +
    `and ${numberText(othersError(model))} from another image's`;
}

function inWords({ at, wanted, found }: Evidence): Evidence {
  const word = (value: string) => value === "1" ? "true" : value === "0" ? "false" : value;
  return { at, wanted: word(wanted), found: word(found) };
}
