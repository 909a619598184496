/** What every training run writes; `run.json` comes first. */
const EVERY = [
  "run.json",
  "metrics.jsonl",
  "model.safetensors",
  "checkpoint.safetensors",
  "reconstructions.png",
  "curves.png",
];

/** The figures that only some tasks draw, by the tasks' names. */
const FIGURES: Readonly<Record<string, readonly string[]>> = {
  collapse: [
    "reconstructions-plateau.png",
    "reconstructions-epoch-1.png",
    "stages.png",
    "timeline.png",
  ],
  hysteresis: ["hysteresis.png"],
};

/** The names of the files that a run of a training task writes into its folder. */
export function runFiles(task: string): readonly string[] {
  return [...EVERY, ...(Object.hasOwn(FIGURES, task) ? FIGURES[task] : [])];
}
