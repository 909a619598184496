import { gzipSync } from "../../deps/fflate.ts";
import type { JSX } from "../../deps/preact.ts";
import { csvUrl } from "../csv_url.ts";
import type { ReportFigure } from "../report_figure.ts";
import { shortSpecification } from "../short_specification.ts";
import { Line } from "./prose.tsx";

/** What a figure shows. */
export interface FigureProps {
  /** Its number in the document. */
  readonly number: number;
  readonly figure: ReportFigure;
}

/**
 * A picture with its caption. A chart also carries its numbers, as CSV and as the specification from which the
 * page's program draws it where scripts run.
 */
export function Figure({ number, figure }: FigureProps): JSX.Element {
  const { id, caption, alt, png, width, height, specification, tables = [] } = figure;
  const source = `lab-specification-${id}`;
  // On a telephone it scrolls by itself, and by the keyboard: smaller, its words could not be read.
  return (
    <>
      <figure id={`lab-figure-${id}`} data-specification={specification && source}>
        <div class="report-scroll" role="region" aria-label={`Figure ${number}`} tabIndex={0}>
          <img
            src={`data:image/png;base64,${png.toBase64()}`}
            alt={alt}
            width={Math.round(width)}
            height={Math.round(height)}
          />
        </div>
        <figcaption>
          <b>Figure {number}.</b> <Line text={`${caption}.`} />{" "}
          {tables.length > 0 && (
            <span class="report-csv">
              CSV: {tables.map(({ name, rows }, i) => (
                <>
                  {i > 0 && ", "}
                  <a
                    key={name}
                    download={`${id}-${name.replaceAll(" ", "-")}.csv`}
                    href={csvUrl(rows)}
                  >
                    {name}
                  </a>
                </>
              ))}
            </span>
          )}
        </figcaption>
      </figure>
      {specification && (
        <script
          type="text/plain"
          data-file={source}
          dangerouslySetInnerHTML={{ __html: packed(shortSpecification(specification)) }}
        />
      )}
    </>
  );
}

/** A file as the page's program reads it: gzip in base64, a fifth of the text. */
function packed(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return gzipSync(bytes, { level: 9, mtime: 0 }).toBase64();
}
