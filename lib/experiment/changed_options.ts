import { defaultsOf, modelOptions, type OptionTable } from "../run/option.ts";

/**
 * The names of the options that make a run another one than the lab's: all that shape the model or choose the
 * images and have a value of their own, but for the seed.
 */
export function changedOptions(
  table: OptionTable,
  options: Readonly<Record<string, unknown>>,
): string[] {
  const lab: Record<string, unknown> = { ...defaultsOf(table), divisor: "batch-size" };
  const images = Object.keys(table).filter((name) => table[name].shapes === "images");
  return [...modelOptions(table), ...images].filter((name) =>
    name !== "seed" && (options[name] ?? lab[name]) !== lab[name]
  );
}
