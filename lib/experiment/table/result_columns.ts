import { type Column, type TableRow, typeOf } from "./column.ts";

/** What the columns of known files of results are, by the file's name and the column's. */
const KNOWN: Readonly<Record<string, Readonly<Record<string, Omit<Column, "name" | "type">>>>> = {
  cures: {
    method: { description: "the method, by its name in `deno task cures`" },
    seed: { description: "the seed of the run, in decimal digits" },
    lossAtBetaOne: {
      description: "reconstruction + KL on the test images, whatever was trained on",
    },
    reconstruction: { description: "the squared error of a test image" },
    kl: { unit: "nats", description: "the KL divergence of a test image" },
    activeUnits: { unit: "units", description: "the active latent units, on the training images" },
    information: {
      unit: "nats",
      description: "what a code tells of its image: I(x; z), over the test images",
    },
    bound: {
      unit: "nats",
      description:
        "the importance-weighted bound of log p(x) at the decoder's variance, 50 codes an image, the first 1,000 test images",
    },
    variance: { description: "the decoder's variance of a pixel in that bound" },
    fittedBound: {
      unit: "nats",
      description: "the same bound with the variance that the model's training error has",
    },
    fittedVariance: { description: "that variance" },
    state: { description: "what the run's verdict calls the model" },
    sha256: { description: "the SHA-256 of the training images' pixels" },
  },
};

/** The columns of a file of results, in the order in which they first appear. */
export function resultColumns(file: string, rows: readonly TableRow[]): Column[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return names.map((name) => ({
    name,
    type: name === "seed" ? "text" : typeOf(rows.map((row) => row[name])),
    ...KNOWN[file]?.[name] ?? { description: `${name}, as ${file.split("_")[0]}.json has it` },
  }));
}
