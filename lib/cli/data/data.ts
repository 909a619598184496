import { resolve, sep } from "node:path";
import { folderTree } from "../../data/image_folder/folder_tree.ts";
import { fewImages } from "../../data/image_folder/few_images.ts";
import { type ImageFolder, readImageFolder } from "../../data/image_folder/read_image_folder.ts";
import { checkSameShape } from "../../data/check_same_shape.ts";
import type { DataSet } from "../../data/data_set.ts";
import { findIdxFiles } from "../../data/find_idx_files.ts";
import { loadImages } from "../../data/load_images.ts";
import { allTheSame, noteVariety } from "../../data/variety.ts";
import { breather } from "../../data/breather.ts";
import { writePicture } from "../../experiment/write_picture.ts";
import { shapeText } from "../../math/image_shape.ts";
import { pixelEigenvalues } from "../../theory/pixel_eigenvalues.ts";
import { meanImageError } from "../../theory/mean_image_error.ts";
import { gaussianSpectrum } from "../../theory/spectra.ts";
import { hasTheory } from "../../theory/theory_size.ts";
import { oneLine, UserError } from "../../user_error.ts";
import { openOutput } from "../open_output.ts";
import { shellWord } from "../shell_word.ts";
import { ProgressBar } from "../progress_bar.ts";
import type { Terminal } from "../terminal.ts";
import { DATA_FLAGS, type DataOptions } from "./data_flags.ts";
import { DATA_FILES, writeData } from "./write_data.ts";
import { dataSheet } from "./data_sheet.ts";
import { folderLines } from "./folder_lines.ts";
import { labelLines } from "./label_lines.ts";
import { recommendationLines } from "./recommendation_lines.ts";

/** `deno task data`: looks at images before anything is trained on them, and makes them of pictures. */
export async function data(options: DataOptions, terminal: Terminal): Promise<void> {
  const { source } = options;
  if (source === "mnist" || await findIdxFiles(source)) return await look(options, terminal);
  await make(options, terminal);
}

/** Images that are IDX files already. */
async function look(options: DataOptions, terminal: Terminal): Promise<void> {
  const { source, out, force } = options;
  for (const name of ["size", "invert", "seed", "testShare"] as const) {
    if (options[name] === DATA_FLAGS[name].default) continue;
    throw new UserError(
      `\`${name}\` is for pictures; ${
        oneLine(source)
      } has IDX files, whose images stay as they are.`,
    );
  }
  const [train, test] = [
    await loadImages({ source }, terminal.caution),
    await loadImages({ source, split: "test" }, terminal.caution),
  ];
  checkSameShape(train, test);
  // Not the name of the sheet of the images that this task may have written there.
  const name = source.split(/[\\/]/).findLast((part) => part !== "") ?? "data";
  const sheet = `contact-sheet-of-${name.replaceAll(/[^\w.-]/g, "_")}.png`;
  using folder = await openOutput({ task: "data", out, force }, [sheet]);
  terminal.say(`${oneLine(source)}: IDX files of gray images of ${shapeText(train)} pixels.`);
  await show({ train, test }, { ...options, data: source }, terminal);
  for (const caution of fewImages(train)) terminal.caution(caution);
  await writePicture(folder, sheet, await dataSheet(train, test));
  terminal.say(`\nThe images: ${out}/${sheet}`);
}

/** Images from pictures. */
async function make(options: DataOptions, terminal: Terminal): Promise<void> {
  const { source, size, invert, seed, testShare = 1 / 7, out, force } = options;
  checkApart(source, out);
  using opened = new DisposableStack();
  const openFolder = async () =>
    opened.use(await openOutput({ task: "data", out, force }, DATA_FILES));
  // A folder that is there is judged before minutes of decoding; no other is made before there are images for it.
  const known = await Deno.stat(out).then(() => openFolder(), () => undefined);
  const content = await folderTree(source);
  const bar = terminal.bar ? new ProgressBar("{bar} {value}/{total} pictures") : undefined;
  if (!bar) terminal.note(`decoding the pictures in ${oneLine(source)} ...`);
  let images: ImageFolder;
  try {
    images = await readImageFolder(
      source,
      {
        ...{ size, invert, seed, testShare },
        progress: (done, files) => bar?.draw(done, files, {}),
      },
      content,
    );
  } finally {
    bar?.clear();
  }
  const { train, test, report } = images;
  const folder = known ?? await openFolder();
  const share = testShare === 1 / 7 ? "1/7" : `${testShare}`;
  const drawn = `seed ${seed}, ${share} of ${train.labels ? "each label" : "all"} for testing`;
  for (const line of folderLines(images, { drawn, invert })) terminal.say(line);
  await show(images, { ...options, data: out }, terminal);
  for (const caution of [...report.cautions, ...fewImages(train)]) terminal.caution(caution);
  await writePicture(folder, "contact-sheet.png", await dataSheet(train, test));
  await writeData(folder, images, { source, size, invert, seed, testShare });
  terminal.say(
    `\nThe images: ${out}/contact-sheet.png; as IDX files, for every task: --data ${
      shellWord(out)
    }`,
  );
}

/** Counts, and what theory says. */
async function show(
  { train, test }: { readonly train: DataSet; readonly test: DataSet },
  { latentSize, data }: Pick<DataOptions, "latentSize"> & { readonly data: string },
  { say, note, caution }: Terminal,
): Promise<void> {
  say();
  for (const line of labelLines(train, test)) say(line);
  say();
  if (allTheSame(train)) return noteVariety(train, caution);
  if (!hasTheory(train)) {
    return caution("there are more large images than theory takes: nothing is recommended.");
  }
  note("computing the eigenvalues of the pixels' covariance ...");
  const breathe = breather(); // so that Ctrl-C, which waits for a pause, is not kept waiting for all of it
  const spectrum = gaussianSpectrum(pixelEigenvalues(train), meanImageError(train));
  await breathe();
  for (const line of recommendationLines(train, spectrum, { latentSize, data })) say(line);
}

/** Results among the pictures would be pictures the next time. */
function checkApart(source: string, out: string): void {
  const [pictures, results] = [resolve(source), resolve(out)];
  if (results !== pictures && !results.startsWith(`${pictures}${sep}`)) return;
  throw new UserError(
    `the results would lie among the pictures in ${
      oneLine(source)
    }, and be pictures themselves the next time: ` +
      `choose another folder with \`out\`.`,
  );
}
