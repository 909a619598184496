import type { Site } from "../site.ts";

/** A model of the list. */
export interface OfferedModel {
  readonly name: string;
  readonly path: string;
  /** The path of the prior that was fitted to its codes, if there is one. */
  readonly prior?: string;
  /** Whether it is a run's. */
  readonly run: boolean;
}

/** What every run leaves as its model. */
const MODEL = "model.safetensors";

/** The models that the site has, trained ones first, then those of runs. */
export function offeredModels({ models, runs }: Site): OfferedModel[] {
  return [
    ...models.map(({ name, path, prior }) => ({
      ...{ name, path, run: false },
      ...prior !== undefined && { prior },
    })),
    ...runs.filter(({ files }) => files.includes(MODEL))
      .map(({ name, path }) => ({ name, path: `${path}/${MODEL}`, run: true })),
  ];
}
