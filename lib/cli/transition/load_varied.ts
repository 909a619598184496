import { loadImages } from "../../data/load_images.ts";
import type { DataSet } from "../../data/data_set.ts";
import { checkVariety } from "../../data/variety.ts";
import { checkTheorySize } from "../../theory/theory_size.ts";
import type { Terminal } from "../terminal.ts";
import type { TransitionOptions } from "./transition_flags.ts";

/** The images, which must differ and not be too large for theory. */
export async function loadVaried(
  { data: source }: TransitionOptions,
  count: number | undefined,
  terminal: Terminal,
): Promise<DataSet> {
  const data = await loadImages({ source, count }, terminal.caution);
  checkVariety(data);
  checkTheorySize(data);
  return data;
}
