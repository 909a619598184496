import type { Evidence, Part } from "../../step.ts";
import { numberText, valuesPart } from "../../values_part.ts";
import { columns, variance } from "./columns.ts";
import { IS_CODE_USED_MISTAKES } from "./is_code_used_mistakes.ts";
import { drawStandIns, type StandIn } from "./stand_in.ts";
import { codesOf, isUsed, othersError, ownError } from "./stand_in_facts.ts";

const values = valuesPart<StandIn>({
  name: "isCodeUsed",
  draw: drawStandIns,
  describe,
  right: (model) => [isUsed(model) ? 1 : 0],
  mistakes: IS_CODE_USED_MISTAKES,
  hint:
    "Print what you compare for each model. For which models does it not follow the definition in the text?",
  strongerHint:
    "A code counts only if both halves take part: the encoder must tell the images apart, and the decoder must " +
    "answer to that. What can you exchange in the model, so that nothing changes if either half does not?",
});

/** The function that tells whether a decoder uses its code; its answers are told as true and false. */
export const isCodeUsedPart: Part = {
  ...values,
  check: (cases, answers) => {
    const finding = values.check(cases, answers);
    return finding?.evidence ? { ...finding, evidence: inWords(finding.evidence) } : finding;
  },
};

function describe(model: StandIn): string {
  const stds = columns(codesOf(model)).map((unit) => Math.sqrt(variance(unit)));
  const short = (value: number) => value < 1e-9 ? "0" : numberText(Number(value.toPrecision(3)));
  return `a model whose units have standard deviations of mu of ${
    stds.map(short).join(", ")
  }, and whose ` +
    `squared error per image is ${numberText(ownError(model))} from its own code and ` +
    `${numberText(othersError(model))} from another image's`;
}

function inWords({ at, wanted, found }: Evidence): Evidence {
  const word = (value: string) => value === "1" ? "true" : value === "0" ? "false" : value;
  return { at, wanted: word(wanted), found: word(found) };
}
