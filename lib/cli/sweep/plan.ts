import {
  AXES,
  type Axes,
  type Grid,
  type Shared,
  type SweepRun,
  sweepRuns,
} from "../../experiment/sweep/grid.ts";
import { PRESETS } from "../../experiment/sweep/presets.ts";
import type { SweepOptions } from "./sweep_flags.ts";

/**
 * The runs that the command line asks for: a preset's, or the grid of its own axes; with both, the given
 * axes stand in for the preset's.
 *
 * @throws {UserError} if the options of a run do not go together
 */
export function plan(
  {
    preset,
    jobs,
    slurm,
    out,
    list: _list,
    estimate: _estimate,
    collect: _collect,
    force: _force,
    ...given
  }: SweepOptions,
): SweepRun[] {
  const isGiven = ([, value]: [string, unknown]) => value !== undefined && value !== false;
  const entries = Object.entries(given).filter(isGiven);
  const isAxis = ([name]: [string, unknown]) => (AXES as readonly string[]).includes(name);
  const axes: Axes = Object.fromEntries(entries.filter(isAxis));
  const shared: Shared = Object.fromEntries(entries.filter((entry) => !isAxis(entry)));
  const own = preset === undefined && Object.keys(axes).length > 0;
  const grids: readonly Grid[] = own
    ? [{ axes: {} }]
    : preset === undefined || preset === "all"
    ? Object.values(PRESETS).flat()
    : PRESETS[preset];
  // Two trainings on a thread each get more done than one after the other on two.
  const threads = jobs > 1 || slurm ? { threads: 1 } : {};
  return sweepRuns(
    grids.map((grid) => ({
      ...grid,
      axes: { ...grid.axes, ...axes },
      shared: { ...threads, ...grid.shared, ...shared },
    })),
    out,
  );
}
