import { useBackend } from "../../backend/use_backend.ts";
import type { DataSet } from "../../data/data_set.ts";
import { isMnist } from "../../data/is_mnist.ts";
import type { LabReport, ReportedRun, RunName } from "../../report/lab_report.ts";
import { modelFromBytes } from "../../run/model_file.ts";
import type { Terminal } from "../terminal.ts";
import { trainedClassifier } from "../trained_classifier.ts";
import { interpolationPart } from "./interpolation_part.ts";
import { klPart } from "./kl_part.ts";
import { labCommands } from "./lab_commands.ts";
import type { LabOptions } from "./lab_flags.ts";
import { type LabRun, modelOf } from "./lab_runs.ts";
import { readCitation } from "./read_citation.ts";
import { predictionPart } from "./prediction_part.ts";
import { reportedRun } from "./reported_run.ts";
import { samplesPart } from "./samples_part.ts";

/** The images of a lab. */
export interface LabImages {
  /** All training images. */
  readonly all: DataSet;
  /** Those that are trained on. */
  readonly training: DataSet;
  readonly test: DataSet;
}

/** Codes of each kind that are compared. */
const CODES = { lab: 10_000, quick: 1000 };

/**
 * All that the report tells: the runs from their folders, and what is computed beside them.
 *
 * @param lab the lab's folder
 * @throws the signal's reason, if it is aborted
 */
export async function gatherReport(
  options: LabOptions,
  runs: readonly LabRun[],
  { all, training, test }: LabImages,
  lab: URL,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<LabReport> {
  const { seed, quick, author, backend, threads } = options;
  const { name, height, width } = training;
  const mnist = await isMnist(all) && await isMnist(test);
  terminal.note("proving and predicting ...");
  const kl = await klPart(seed);
  const prediction = await predictionPart(training, runs[0].options.latentSize);
  signal.throwIfAborted();

  terminal.note("sampling and interpolating ...");
  await useBackend(backend, { threads, tell: terminal.caution });
  const reported: [RunName, ReportedRun][] = [];
  for (const run of runs) reported.push([run.name, await reportedRun(run, training)]);
  const vae = modelFromBytes(await modelOf(runs, "anneal"), "the annealed model", terminal.note);
  const samples = await samplesPart({
    ...{ vae, seed, training, test },
    classifier: mnist ? await trainedClassifier(undefined, terminal) : undefined,
    count: quick ? CODES.quick : CODES.lab,
  });
  signal.throwIfAborted();
  const interpolation = await interpolationPart({ vae, seed }, all);
  vae.dispose();

  const of = async (images: DataSet) => ({ count: images.count, sha256: await images.sha256() });
  return {
    ...{ author, quick, isMnist: mnist, kl, prediction, samples, interpolation },
    commands: labCommands(options, runs),
    data: { name, height, width, training: await of(training), test: await of(test) },
    madeAt: new Date().toISOString(),
    citation: await readCitation(new URL("CITATION.cff", lab)),
    runs: Object.fromEntries(reported) as Record<RunName, ReportedRun>,
  };
}
