import type { Canvas } from "../../deps/canvas.ts";
import { labDistribution } from "../../figure/lab_distribution.ts";
import { phaseDiagram } from "../../figure/phase_diagram.ts";
import { rateDistortion } from "../../figure/rate_distortion.ts";
import type { OutputFolder } from "../../run/output_folder.ts";
import { writePicture } from "../write_picture.ts";
import { type Group, klAfter } from "./groups.ts";
import { labGroups } from "./lab_groups.ts";
import { type Phase, phases } from "./phases.ts";
import type { Theory } from "./theory.ts";

/** What each of the lab's runs is. */
const LAB_TITLES = {
  naive: "weight 1/784, 2 epochs",
  collapse: "weight 1, 2 epochs (the notebook printed no number)",
  anneal: "weight 0.2, 0.4 ... 1, 15 epochs",
};

/**
 * Draws what the runs are enough for: the distribution of the lab's runs; the phase diagram and rate
 * against distortion, for each latent size with three constant weights or more.
 *
 * @returns the files' names
 */
export async function drawFigures(
  groups: readonly Group[],
  theory: Theory,
  folder: OutputFolder,
): Promise<string[]> {
  const files: string[] = [];
  const write = async (name: string, canvas: Canvas) => {
    await writePicture(folder, name, canvas);
    files.push(name);
  };
  const lab = labGroups(groups).map(({ name, group, lab: { loss, printedLosses } }) => ({
    title: `${name}: ${LAB_TITLES[name]}`,
    losses: group.rows.map(({ loss }) => loss),
    printed: printedLosses.at(-1),
    measured: loss,
  }));
  if (lab.length > 0) await write("lab.png", await labDistribution(lab));
  for (const phase of phases(groups, theory)) {
    await write(`phase-${phase.name}.png`, await drawPhase(phase));
    const points = ratePoints(phase);
    if (points.length === 0) continue;
    const canvas = await rateDistortion({
      ...phase,
      title: `Rate against distortion: ${phase.title}`,
      points,
    });
    await write(`rate-distortion-${phase.name}.png`, canvas);
  }
  return files;
}

function drawPhase(phase: Phase) {
  const series = phase.kinds.map(({ name, groups }) => ({
    name,
    points: groups.map((group) => ({
      beta: group.rows[0].beta,
      activeUnits: group.over(({ activeUnits }) => activeUnits),
      kl: group.over(klAfter),
      loss: group.over(({ loss }) => loss),
    })),
  }));
  return phaseDiagram({ ...phase, title: `Collapse over β: ${phase.title}`, series });
}

/** The runs on the test images; those of an older lab may lack them. */
function ratePoints({ kinds }: Phase) {
  return kinds.flatMap(({ name, groups }) =>
    groups.flatMap(({ rows }) => rows).flatMap(({ beta, testKl: kl, testReconstruction }) =>
      kl === undefined || testReconstruction === undefined
        ? []
        : [{ name, beta, kl, reconstruction: testReconstruction }]
    )
  );
}
