import { checkSameShape } from "../../data/check_same_shape.ts";
import { loadImages } from "../../data/load_images.ts";
import { readPlainFile } from "../../file/read_plain_file.ts";
import type { LabReport } from "../../report/lab_report.ts";
import { imagesRecord } from "../../run/images_record.ts";
import { UserError } from "../../user_error.ts";
import { SiteImages } from "../explore/site_images.ts";
import { inClone } from "../invocation.ts";
import { openOutput } from "../open_output.ts";
import { resumeLine } from "../resume_line.ts";
import { stopOf } from "../stop.ts";
import type { Terminal } from "../terminal.ts";
import { finishedRun } from "./finished_run.ts";
import { gatherReport, type LabImages } from "./gather_report.ts";
import type { LabOptions } from "./lab_flags.ts";
import { type LabRun, labRuns, modelOf } from "./lab_runs.ts";
import { livePage } from "./live_page.ts";
import { trainLabRun } from "./train_lab_run.ts";

const LAB = new URL("../../../", import.meta.url);

/** The report's name in the folder of the lab. */
const REPORT = "lab.html";

/** The bytes of a report that the page in it keeps to; of them, roughly, those of the page's style sheet. */
const MOST_BYTES = 8e6, STYLES = 30_000;

/** The bytes that answers have at most. */
const MAX_ANSWERS = 2 ** 20;

/**
 * `deno task lab`: the whole lab in order, into one report.
 *
 * @throws {Stop} that tells how to resume, if it is stopped
 */
export async function lab(
  options: LabOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  try {
    await runLab(options, terminal, signal);
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    const stop = stopOf(signal);
    const resume = resumeLine("lab", options.out);
    throw stop.told(`${stop.what} between two steps. Resume with: ${resume}`);
  }
}

async function runLab(
  options: LabOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  if (!inClone) throw new UserError("deno task lab needs a clone of the lab; run it there.");
  const { data: source, out, force } = options;
  const all = await loadImages({ source }, terminal.caution);
  const test = await loadImages({ source, split: "test" }, terminal.caution);
  checkSameShape(all, test);
  const answers = await readAnswers(options.answers);
  const runs = labRuns(options, all.count);
  const images = { all, test, training: all.first(runs[0].options.images ?? all.count) };
  using folder = await openOutput({ task: "lab", out, force }, [REPORT]);

  await trainRuns(runs, images, terminal, signal);
  const gathered = await gatherReport(options, runs, images, LAB, terminal, signal);
  const html = await withPage({ ...gathered, answers }, options, runs, images, terminal, signal);
  signal.throwIfAborted();
  await folder.write(REPORT, html);
  terminal.say(`\nThe report: ${out}/${REPORT} (${(bytesOf(html) / 1e6).toFixed(1)} MB)`);
}

/** @throws {UserError} if there is no such file, or it is too long to be one of answers */
async function readAnswers(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const bytes = await readPlainFile(file, MAX_ANSWERS);
  if (bytes) return new TextDecoder().decode(bytes);
  throw new UserError(`no file ${file}, which \`answers\` names.`);
}

/** Trains what has not been trained already. */
async function trainRuns(
  runs: readonly LabRun[],
  { training }: LabImages,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const data = await imagesRecord(training);
  for (const run of runs) {
    signal.throwIfAborted();
    if (await finishedRun(run, data)) {
      terminal.note(`${run.name}: finished already, taken from ${run.options.out}`);
    } else {
      await trainLabRun(run, terminal, signal);
    }
  }
}

/** The report with the page in it, which takes the room that is left. */
async function withPage(
  report: LabReport,
  { data }: LabOptions,
  runs: readonly LabRun[],
  { all }: LabImages,
  { note, caution }: Terminal,
  signal: AbortSignal,
): Promise<string> {
  note("bundling the page (Deno fetches its bundler the first time) ...");
  const models = [
    { name: "anneal", bytes: await modelOf(runs, "anneal") },
    { name: "collapse", bytes: await modelOf(runs, "collapse") },
  ];
  const parts = { images: new SiteImages(data, caution), held: all.count, models };
  // Only now: by URL there is no deno.json, which says what JSX becomes.
  const { reportHtml } = await import("../../report/report_html.tsx");
  const styles = await Deno.readTextFile(new URL("lib/report/report.css", LAB));
  const room = MOST_BYTES - STYLES - bytesOf(reportHtml(report, { styles }));
  return reportHtml(report, { styles, page: await livePage(parts, LAB, room, signal) });
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
