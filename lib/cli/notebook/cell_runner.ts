/**
 * Runs a notebook's cells without Jupyter, in a process of its own: a program that calls `beginCell(id)` before
 * each of them. `Deno.jupyter` and the console are stand-ins, and what the cells print and show is written to a
 * file as JSON, by the cells' ids.
 *
 *     deno run cell_runner.ts PROGRAM OUTPUTS
 */
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { type CellOutput, linesOf } from "./notebook_format.ts";

const [program, outputs] = Deno.args;
const $display = Symbol.for("Jupyter.display");
const cells: Record<string, CellOutput[]> = {};
/** Where a display that can be changed stands. */
const places = new Map<string, { readonly cell: CellOutput[]; readonly index: number }>();
let current: CellOutput[] = [];
let running = "";

function print(...args: unknown[]): void {
  const text = linesOf(`${format(...args)}\n`);
  const last = current.at(-1);
  if (last?.output_type !== "stream") {
    current.push({ name: "stdout", output_type: "stream", text });
  } else current[current.length - 1] = { ...last, text: [...last.text, ...text] };
}

/** As Deno's kernel shows things: by their own bundle of media, a canvas as PNG. */
async function bundleOf(shown: unknown): Promise<Record<string, unknown>> {
  const object = Object(shown);
  if ($display in object) return await object[$display]();
  if (typeof object.toDataURL === "function") {
    const [head, data] = object.toDataURL().split(",");
    return { [/^data:(.*?);/.exec(head)![1]]: data };
  }
  return { "text/plain": format(shown) };
}

async function display(
  shown: unknown,
  { raw = false, update = false, display_id }: Deno.jupyter.DisplayOptions = {},
): Promise<void> {
  const cell = current;
  const bundle = raw ? shown as Record<string, unknown> : await bundleOf(shown);
  const data = Object.fromEntries(
    Object.entries(bundle).map(([type, value]) => [
      type,
      type.startsWith("text/") ? linesOf(value as string) : value,
    ]),
  );
  const output: CellOutput = { data, metadata: {}, output_type: "display_data" };
  const place = places.get(display_id ?? "");
  if (update && place) place.cell[place.index] = output;
  else if (!update) {
    if (display_id) places.set(display_id, { cell, index: cell.length });
    cell.push(output);
  }
}

Object.assign(globalThis, {
  beginCell(id: string) {
    running = id;
    cells[id] = current = [];
  },
});
console.log = print;
Object.assign(Deno, {
  jupyter: {
    $display,
    display,
    format: bundleOf,
    md: (strings: TemplateStringsArray, ...values: unknown[]) => ({
      [$display]: () => ({ "text/markdown": String.raw({ raw: strings }, ...values) }),
    }),
    image: (source: string | Uint8Array) => ({
      async [$display]() {
        const bytes = typeof source === "string" ? await Deno.readFile(source) : source;
        return { "image/png": bytes.toBase64() };
      },
    }),
  },
});

try {
  await import(pathToFileURL(program).href);
} catch (error) {
  console.error(`the cell ${running} failed: ${(error as Error).stack}`);
  Deno.exit(1);
}
await Deno.writeTextFile(outputs, JSON.stringify(cells));
Deno.exit(0); // whatever a cell left running
