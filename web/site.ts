/**
 * What `site.json` says: where the files lie that the page reads beside its own code. Every path is a URL
 * relative to `site.json`, and percent-encoded where it must be, so that the page also works below any folder
 * of any web server.
 */
export interface Site {
  /** The lab's version. */
  readonly lab: string;
  /** The images. */
  readonly data: {
    /** `mnist`, or the name of the folder of `--data`. */
    readonly name: string;
    readonly train: SplitFiles;
    /** Where these are not all training images, but the first ones: how many they are. */
    readonly first?: number;
    /** Absent in a page of one file. */
    readonly test?: SplitFiles;
  };
  /**
   * Trained models, the first of which is shown first: that of `--model`, else the user's own of
   * `out/anneal`, else the one that ships, which is always there. `prior` is the path of the prior that was
   * fitted to a model's codes, where there is one.
   */
  readonly models: readonly {
    readonly name: string;
    readonly path: string;
    readonly prior?: string;
  }[];
  /** The names of the labels, by their numbers; absent where labels are their own names. */
  readonly labelNames?: readonly string[];
  /** The classifier of digits that ships; absent where the images are not MNIST's, which it does not know. */
  readonly classifier?: string;
  /** The runs on this machine, newest first; none where the page was written as static files. */
  readonly runs: readonly SiteRun[];
  /** Absent there, too: others need not know how this machine's folders are called. */
  readonly served?: ServedFlags;
  /** Whether the server watches a student's exercise, and has its state in `exercise.json`. */
  readonly exercise?: boolean;
}

/** What `deno task explore` was given, by which other tasks take the same. */
export interface ServedFlags {
  readonly data: string;
  /** Of the first model, if it was named. */
  readonly model?: string;
  /** The folder in which the runs lie. */
  readonly runs: string;
}

/** The images and the labels of a split, if they have labels: IDX files, packed with gzip where the name ends in `.gz`. */
export interface SplitFiles {
  readonly images: string;
  readonly labels?: string;
}

/** A run folder. */
export interface SiteRun {
  /** The folder's name. */
  readonly name: string;
  /** The folder; its files are at `${path}/${file}`. */
  readonly path: string;
  /** Which of these it has: run.json, metrics.jsonl, model.safetensors, checkpoint.safetensors. */
  readonly files: readonly string[];
}
