import type { Step } from "../../step.ts";
import { activeUnitsPart } from "./active_units_part.ts";
import { isCodeUsedPart } from "./is_code_used_part.ts";
import { klPerUnitPart } from "./kl_per_unit_part.ts";
import skeleton from "./skeleton.ts" with { type: "text" };
import solution from "./solution.ts" with { type: "text" };
import text from "./text.md" with { type: "text" };

/** Step 8: is the code used, and how do you know? */
export const collapseStep: Step = {
  number: 8,
  id: "collapse",
  title: "seeing the collapse",
  ...{ text, skeleton, solution },
  parts: [klPerUnitPart, activeUnitsPart, isCodeUsedPart],
};
