import type { LabReport } from "../lab_report.ts";
import type { Numbers } from "../parts/numbers.ts";

/** What every section of the report is made from. */
export interface SectionInput {
  readonly report: LabReport;
  /** Counts figures and tables. */
  readonly numbers: Numbers;
}
