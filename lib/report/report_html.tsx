import type { JSX } from "../deps/preact.ts";
import { renderToString } from "../deps/preact_render.ts";
import type { LabReport } from "./lab_report.ts";
import { labSection, type SectionId } from "./lab_text.ts";
import { Numbers } from "./parts/numbers.ts";
import { Prose } from "./parts/prose.tsx";
import { Section } from "./parts/section.tsx";
import { Collapse } from "./sections/collapse.tsx";
import { Diagonal } from "./sections/diagonal.tsx";
import { GLANCE, Glance } from "./sections/glance.tsx";
import { Interpolation } from "./sections/interpolation.tsx";
import { Model } from "./sections/model.tsx";
import { Prediction } from "./sections/prediction.tsx";
import { PROVENANCE, Provenance, timeText } from "./sections/provenance.tsx";
import { Run } from "./sections/run.tsx";
import { Sample } from "./sections/sample.tsx";
import type { SectionInput } from "./sections/section_input.ts";
import { Univariate } from "./sections/univariate.tsx";

/** The page that the report carries, as pieces of a document. */
export interface LivePage {
  /** The content of the security policy's `<meta>`. */
  readonly policy: string;
  /** Its style sheet. */
  readonly styles: string;
  /** Elements that carry its files and its program. */
  readonly elements: string;
  /** What it holds, in a sentence or two. */
  readonly contents: string;
}

/** The parts in their order. */
const PARTS: Readonly<Partial<Record<SectionId, (input: SectionInput) => JSX.Element>>> = {
  univariate: Univariate,
  diagonal: Diagonal,
  model: Model,
  prediction: Prediction,
  naive: (input) => <Run name="naive" {...input} />,
  collapse: Collapse,
  anneal: (input) => <Run name="anneal" {...input} />,
  sample: Sample,
  interpolate: Interpolation,
  questions: Questions,
};

const LIVE = { id: "live", title: "Try it" };

/** How a report begins, by which an earlier one is known. */
export const REPORT_BEGINNING = "<!doctype html>\n<!-- The VAE lab: a report";

/** Nothing may be loaded, and no script run. */
const STRICT = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; " +
  "form-action 'none'";

/** What a report is made of beside what it tells. */
export interface ReportOptions {
  /** The style sheet, `report.css`. */
  readonly styles: string;
  /** The page that it carries, if any. */
  readonly page?: LivePage;
}

/** The report of a lab as one HTML document, which needs no other file and asks for none. */
export function reportHtml(report: LabReport, { styles, page }: ReportOptions): string {
  const numbers = new Numbers();
  const parts = Object.entries(PARTS) as [SectionId, (input: SectionInput) => JSX.Element][];
  const contents = [
    GLANCE,
    ...parts.map(([id]) => labSection(id)),
    PROVENANCE,
    ...page ? [LIVE] : [],
  ];
  const about = labSection("about");
  const body = renderToString(
    <main>
      <div class="report">
        <TitleBlock report={report} />
        <nav aria-label="Contents">
          <ol>
            {contents.map(({ id, title }) => (
              <li>
                <a href={`#lab-${id}`}>{title}</a>
              </li>
            ))}
          </ol>
        </nav>
        <Prose text={about.text} />
        <Glance report={report} numbers={numbers} />
        {parts.map(([id, Part]) => <Part key={id} report={report} numbers={numbers} />)}
        <Provenance report={report} numbers={numbers} />
      </div>
      {page && <Live contents={page.contents} />}
    </main>,
  );
  const layer = page ? `@layer page {\n${page.styles}\n}\n` : "";
  return `${REPORT_BEGINNING} (deno task lab). -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${page?.policy ?? STRICT}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${about.title}</title>
<link rel="icon" href="data:,">
<style>
${layer}${styles}</style>
</head>
<body>
${body}
${page?.elements ?? ""}
</body>
</html>
`;
}

function TitleBlock({ report }: { readonly report: LabReport }): JSX.Element {
  const { author, quick, isMnist, madeAt, commands, runs, data, citation } = report;
  return (
    <header>
      <h1>{labSection("about").title}</h1>
      <p class="report-byline">
        {author && (
          <>
            <span class="report-author">{author}</span> ·{" "}
          </>
        )}
        <time dateTime={madeAt}>{timeText(madeAt)}</time> · seed {runs.anneal.record.seed} ·{" "}
        {runs.anneal.record.backend} · VAE lab {citation.version} · <code>{commands.lab}</code>
      </p>
      {quick && (
        <p class="report-warning">
          This report was made quickly, with fewer images and epochs than the lab asks for: its
          numbers are not the lab's, and are not compared with the notebook's.
        </p>
      )}
      {!isMnist && (
        <p class="report-warning">
          The text is written for MNIST. These are the images of {data.name} ({data.height} ×{" "}
          {data.width} pixels), whose numbers are not compared with the notebook's.
        </p>
      )}
    </header>
  );
}

function Questions({ report: { answers } }: SectionInput): JSX.Element {
  const { id, title, text } = labSection("questions");
  return (
    <Section id={id} title={title}>
      <Prose text={text} />
      {answers !== undefined && (
        <>
          <h3 id="lab-answers">Answers</h3>
          <Prose text={answers} />
        </>
      )}
    </Section>
  );
}

function Live({ contents }: { readonly contents: string }): JSX.Element {
  return (
    <>
      <div class="report">
        <Section {...LIVE}>
          <p>{contents}</p>
          <p class="report-screen">
            For the questions: <a href="#tab=explore">move each unit</a> of a model, or{" "}
            <a href="#tab=train&amp;task=collapse&amp;beta=8">train at w = 8</a>.
          </p>
          <p class="report-print">
            On paper there is nothing to try: the file of this report, opened in a browser, trains
            the model and explores its latent space here.
          </p>
        </Section>
      </div>
      <div id="lab-page">
        <p>This part takes a browser of 2025 or later, with JavaScript.</p>
      </div>
    </>
  );
}
