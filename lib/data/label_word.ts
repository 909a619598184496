import type { DataSet } from "./data_set.ts";

/** What a label is called in a sentence: of MNIST's images a digit. */
export function labelWord({ name }: Pick<DataSet, "name">): "digit" | "label" {
  return name === "mnist" ? "digit" : "label";
}
