import { optionsOf } from "../../run/training_task.ts";
import { LAB_RESULTS, type LabResult } from "../lab_results.ts";
import { trainTask } from "../train_task.ts";
import { sweepRuns } from "./grid.ts";
import type { Group } from "./groups.ts";
import { PRESETS } from "./presets.ts";
import { kindOf } from "./row.ts";

/** The training images of MNIST. */
const IMAGES = 60_000;

/** One of the lab's runs over seeds, and what the notebook and PyTorch gave. */
export interface LabGroup {
  readonly name: keyof typeof LAB_RESULTS;
  readonly group: Group;
  readonly lab: LabResult;
}

/** Those of the groups that are the lab's own runs, told by their options; in the lab's order. */
export function labGroups(groups: readonly Group[]): LabGroup[] {
  return PRESETS.lab.flatMap((grid) => {
    const { name } = grid;
    const [{ options }] = sweepRuns([grid], "");
    const kind = kindOf({ ...optionsOf(trainTask, options), images: IMAGES });
    const group = groups.find(({ rows: [row] }) => kindOf(row) === kind);
    return group ? [{ name, group, lab: LAB_RESULTS[name] }] : [];
  });
}
