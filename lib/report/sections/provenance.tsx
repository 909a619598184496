import type { JSX } from "../../deps/preact.ts";
import { kebabCase } from "../../run/option.ts";
import type { Citation, ReportedImages, ReportedRun } from "../lab_report.ts";
import { counted, countText } from "../number_cell.ts";
import { Section } from "../parts/section.tsx";
import { Table } from "../parts/table.tsx";
import type { SectionInput } from "./section_input.ts";

/** The section's anchor and title. */
export const PROVENANCE = { id: "provenance", title: "How this report was made" };

/** What a run was given that says where it was computed, not what. */
const ELSEWHERE = ["out", "data", "backend", "threads"];

/** What it takes to make the report again, and to tell whether it is the same. */
export function Provenance({ report, numbers }: SectionInput): JSX.Element {
  const { commands, data, runs, citation } = report;
  const each = Object.entries(runs);
  const [[, { record }]] = each;
  const versions = Object.entries(record.versions)
    .map(([name, version]) => `${name} ${version}`).join(", ");
  return (
    <Section {...PROVENANCE}>
      <p>
        One command makes all of it again:{" "}
        <code>{commands.lab}</code>. On the same kind of machine, with the same version of the lab
        and the same backend, the numbers are the same, bit for bit. Elsewhere their last digits
        differ, and rounding errors grow with each batch, so that after some hundred batches it is
        another run of the same kind.
      </p>
      <Table
        number={numbers.table()}
        caption="What the runs were computed with"
        head={["", ""]}
        rows={[
          ["seed", `${record.seed}`],
          ["backend", [...new Set(each.map(([, { record }]) => record.backend))].join(", ")],
          ["versions", versions],
          ["training images", imagesText(data.name, data, data.training)],
          ["test images", imagesText(data.name, data, data.test)],
        ]}
        words={2}
        wrapped
      />
      <Table
        number={numbers.table()}
        caption="The runs: their options, and the SHA-256 of their models' files"
        head={["run", "options", "model.safetensors", "SHA-256", "started", "took"]}
        rows={each.map(([name, run]) => [name, ...runCells(run)])}
        words={6}
        wrapped
      />
      <Cite citation={citation} />
    </Section>
  );
}

function imagesText(
  name: string,
  { height, width }: { readonly height: number; readonly width: number },
  { count, sha256 }: ReportedImages,
): JSX.Element {
  return (
    <>
      {name}: {counted(count, "image")} of {height} × {width} pixels; SHA-256 of the pixels{" "}
      <code class="report-hash">{sha256}</code>
    </>
  );
}

function runCells({ record, model }: ReportedRun): (string | JSX.Element)[] {
  const options = Object.entries(record.options)
    .filter(([name, value]) => !ELSEWHERE.includes(name) && value !== undefined && value !== null)
    .map(([name, value]) => `${kebabCase(name)} ${value}`).join(", ");
  return [
    options,
    `${countText(model.bytes)} bytes`,
    <code key="sha256" class="report-hash">{model.sha256}</code>,
    <time key="started" dateTime={record.startedAt}>{timeText(record.startedAt)}</time>,
    <time key="took" dateTime={`PT${Math.round(record.seconds)}S`}>
      {record.seconds.toFixed(0)} s
    </time>,
  ];
}

/** `2026-11-27 11:22 UTC`. */
export function timeText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function Cite({ citation: { title, authors, version, year } }: {
  readonly citation: Citation;
}): JSX.Element {
  const bibtex = `@software{vae_lab,
  title   = {${title}},
  author  = {{${authors}}},
  version = {${version}},
  year    = {${year}}
}`;
  return (
    <>
      <h3 id="lab-cite">To cite the lab</h3>
      <p>
        {authors} ({year}). <i>{title}</i>. Version {version}.
      </p>
      <pre tabIndex={0} aria-label="BibTeX"><code>{bibtex}</code></pre>
    </>
  );
}
