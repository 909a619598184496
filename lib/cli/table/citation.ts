import type { Citation } from "../../report/lab_report.ts";

/** What CITATION.cff says, for scripts that run by URL or in one file; a test compares the two. */
export const CITATION: Citation = {
  title:
    "The VAE lab: variational autoencoders, KL annealing and posterior collapse on MNIST, in Deno",
  version: "0.1.0",
  year: "2026",
  authors: "The VAE lab authors",
};
