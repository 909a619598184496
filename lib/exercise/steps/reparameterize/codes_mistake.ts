import type { Evidence, NamedMistake } from "../../step.ts";
import type { Codes, CodesCase } from "./codes_case.ts";

/** A mistake that shows in codes, gradients or both. */
export interface CodesMistake extends NamedMistake {
  /** The evidence, if the mistake explains all of these; cases whose answers hold no codes are left out. */
  explains(cases: readonly CodesCase[], codes: readonly Codes[]): Evidence | undefined;
}
