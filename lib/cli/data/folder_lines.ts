import type { ImageFolder, INVERSIONS } from "../../data/image_folder/read_image_folder.ts";
import { PAPER } from "../../data/image_folder/choose_ground.ts";
import { leftOutLines } from "../../data/image_folder/left_out_lines.ts";
import { nameIn } from "../../data/image_folder/name_in.ts";
import { shapeText } from "../../math/image_shape.ts";
import { oneLine } from "../../user_error.ts";

type Copies = ImageFolder["report"]["copies"];

/** Files that are named at most, of those that are left out and of copies. */
const NAMED = 20, COPIES = 5;

/**
 * What was found in a folder of pictures, and done to them.
 *
 * @param drawn how the split was drawn, if it was
 */
export function folderLines(
  { train, report }: ImageFolder,
  { drawn, invert }: { readonly drawn: string; readonly invert: typeof INVERSIONS[number] },
): string[] {
  const { pictures, sizes, edge, inverted, ground } = report;
  const done: [count: number, what: string][] = [
    [report.cropped, "cut to the square in the middle"],
    [report.colored, "in color: the luma of Rec. 601 was kept"],
    [report.turned, "turned upright, as EXIF tells"],
    [report.transparent, `transparent: laid on ${ground === 255 ? "white" : "black"}`],
    [report.animated, "of several frames: the first was kept"],
    [
      report.enlarged,
      `smaller than ${shapeText(train)}: enlarged, and so blurred (a smaller --size is not)`,
    ],
  ];
  const why = invert === "auto"
    ? `: the median gray along the edges is ${edge}, and paper has ${PAPER} or more`
    : ", as --invert asks";
  return [
    `${pictures} pictures of ${sizesText(sizes)} became gray images of ${shapeText(train)}.`,
    ...done.filter(([count]) => count > 0).map(([count, what]) => `  ${count} ${what}`),
    `  ${inverted ? "Inverted" : "Not inverted"}${why}.`,
    ...copyLines(report.copies, train.name),
    report.splitByFolders
      ? `The split is that of the folders${
        report.moved > 0
          ? `; test pictures that are training pictures, too, became training images: ${report.moved}`
          : ""
      }.`
      : `The split was drawn: ${drawn}.`,
    ...indented(leftOutLines(report.leftOut, train.name, NAMED)),
  ];
}

/** Which pictures are there more than once. */
function copyLines({ images, files, otherLabel, pairs }: Copies, folder: string): string[] {
  if (images === 0) return [];
  const named = pairs.slice(0, COPIES).map((pair) =>
    pair.map((path) => oneLine(nameIn(folder, path)))
  );
  const more = images - named.length;
  const become = images === 1 ? "becomes" : "become";
  return [
    `  ${images} ${become} the same image as an earlier one (${files} from the same file), on the same side ` +
    "of the split:",
    ...named.map(([copy, earlier]) => `    ${copy} = ${earlier}`),
    ...more > 0 ? [`    and ${more} more`] : [],
    ...otherLabel > 0
      ? [`    ${otherLabel} of ${images} under another label than the earlier one`]
      : [],
  ];
}

function indented([head, ...lines]: readonly string[]): string[] {
  return head === undefined ? [] : [head, ...lines.map((line) => `  ${line}`)];
}

function sizesText({ smallest, largest, different }: ImageFolder["report"]["sizes"]): string {
  const [from, to] = [smallest, largest].map((size) => size.join(" x "));
  return different === 1 ? `${from} pixels` : `${from} to ${to} pixels (${different} sizes)`;
}
