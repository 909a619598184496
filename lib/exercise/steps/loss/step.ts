import type { Step } from "../../step.ts";
import { betaPart } from "./beta_part.ts";
import { lossPart } from "./loss_part.ts";
import { klPart, reconstructionPart } from "./term_parts.ts";
import skeleton from "./skeleton.ts" with { type: "text" };
import solution from "./solution.ts" with { type: "text" };
import text from "./text.md" with { type: "text" };

/** Step 5: the loss and its two reductions. */
export const lossStep: Step = {
  number: 5,
  id: "loss",
  title: "the loss and its two reductions",
  ...{ text, skeleton, solution },
  parts: [reconstructionPart, klPart, lossPart, betaPart],
};
