import { loadMnist } from "../../data/mnist.ts";
import type { RunRecord } from "../../run/run_record.ts";
import type { SweepRun } from "./grid.ts";

/** The training images of a run, as its `run.json` will note them. */
export type ImagesOf = (run: Pick<SweepRun, "options">) => Promise<RunRecord["data"]>;

/** Looks at each set of images once. */
export function imagesOf(): ImagesOf {
  const known = new Map<string, Promise<RunRecord["data"]>>();
  return ({ options: { data: source = "mnist", images: count } }) => {
    const key = JSON.stringify([source, count]);
    const found = known.get(key) ?? look(source, count);
    known.set(key, found);
    return found;
  };
}

async function look(source: string, count: number | undefined): Promise<RunRecord["data"]> {
  const data = await loadMnist({ source, count });
  return { name: data.name, images: data.count, sha256: await data.sha256() };
}
