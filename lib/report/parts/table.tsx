import type { ComponentChildren, JSX } from "../../deps/preact.ts";
import { Line } from "./prose.tsx";

/** What a table shows. */
export interface TableProps {
  /** Its number in the document. */
  readonly number: number;
  /** What stands over it: Markdown, with formulas in TeX. */
  readonly caption: string;
  /** The heads of the columns, in the same way. */
  readonly head: readonly string[];
  /** The cells, row by row; texts as they are. */
  readonly rows: readonly (readonly ComponentChildren[])[];
  /** How many columns hold words, which start at the left; the first one names its row. */
  readonly words?: number;
  /** Whether cells break into lines: those of sentences do. */
  readonly wrapped?: boolean;
}

/** A table of numbers: words at the left, numbers at the right. */
export function Table(
  { number, caption, head, rows, words = 1, wrapped = false }: TableProps,
): JSX.Element {
  const look = (column: number) => column < words ? "report-words" : undefined;
  // Where it is wider than the screen it scrolls by itself, and by the keyboard.
  return (
    <div class="report-table" id={`lab-table-${number}`}>
      <p class="report-caption" id={`lab-table-${number}-caption`}>
        <b>Table {number}.</b> <Line text={`${caption}.`} />
      </p>
      <div class="report-scroll" role="region" aria-label={`Table ${number}`} tabIndex={0}>
        <table
          aria-labelledby={`lab-table-${number}-caption`}
          class={wrapped ? "report-wrapped" : undefined}
        >
          {head.some((text) => text !== "") && (
            <thead>
              <tr>
                {head.map((text, column) =>
                  text === ""
                    ? <td key={column} />
                    : (
                      <th key={column} scope="col" class={look(column)}>
                        <Line text={text} />
                      </th>
                    )
                )}
              </tr>
            </thead>
          )}
          <tbody>
            {rows.map(([name, ...cells], row) => (
              <tr key={row}>
                <th scope="row" class={look(0)}>{name}</th>
                {cells.map((cell, column) => <td key={column} class={look(column + 1)}>{cell}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
