/** The report of a lab as HTML: its numbers are those of the runs, and nothing in it can run. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { gunzipSync } from "node:zlib";
import { it } from "@std/testing/bdd";
import { LAB_RESULTS } from "../../lib/experiment/lab_results.ts";
import { LAB_TEXT } from "../../lib/report/lab_text.ts";
import { type LivePage, reportHtml as htmlOf } from "../../lib/report/report_html.tsx";
import type { LabReport } from "../../lib/report/lab_report.ts";
import { itNeeds } from "../needs.ts";
import { assertIncludes } from "./assert_includes.ts";
import { madeUpFigure, madeUpReport } from "./made_up_report.ts";

/** The texts of the cells of a table whose caption begins so, row by row. */
function tableOf(html: string, caption: string): string[][] {
  const at = html.indexOf(caption);
  assert(at >= 0, `there is no table "${caption}"`);
  const table = html.slice(html.indexOf("<table", at), html.indexOf("</table>", at));
  return table.split("<tr>").slice(1).map((row) =>
    [...row.matchAll(/<t[hd][^>]*>([^]*?)<\/t[hd]>/g)].map(([, cell]) =>
      cell.replace(/<math[^]*?<\/math>/g, "").replace(/<[^>]*>/g, "").trim()
    )
  );
}

const reportHtml = (report: LabReport, page?: LivePage) =>
  htmlOf(report, { styles: ".report { color: black }\n", page });

/** Elements that have no end. */
const VOID = ["meta", "link", "img", "br", "hr", "mspace"];

itNeeds(
  ["read"],
  "a report's tables hold the numbers of run.json, and the notebook's",
  async () => {
    const report = await madeUpReport();
    const html = reportHtml(report);
    const { epochs } = report.runs.anneal.record;
    const from = html.indexOf('id="lab-anneal"');
    const means = tableOf(html.slice(from), "Means over each epoch");
    assertEquals(means.length, 1 + 15);
    for (const [i, { loss, reconstruction, kl, klWeight, activeUnits }] of epochs.entries()) {
      assertEquals(means[i + 1], [
        `${i + 1}`,
        `${klWeight}`,
        loss.toFixed(3),
        LAB_RESULTS.anneal.printedLosses[i].toFixed(3),
        reconstruction.toFixed(3),
        kl.toFixed(3),
        `${activeUnits}`,
      ]);
    }
    const last = epochs[14];
    const results = tableOf(html.slice(from), "Means over epoch 15");
    assertEquals(results[1], ["train loss", last.loss.toFixed(3), "34.269", "33.77 to 37.74"]);
    assertEquals(results[4], ["active units", `${last.activeUnits} of 8`, "–", "3 to 6"]);
    assertEquals(results[5], ["test loss", last.test!.loss.toFixed(3), "–", "–"]);
    const units = tableOf(html.slice(from), "The KL divergence of each latent unit");
    assertEquals(units[1].slice(1, 9), last.klPerUnit.map((kl) => kl.toFixed(2)));
    const lines = tableOf(html.slice(from), "At batch 460 of each epoch");
    assertEquals(lines[15], ["15", report.runs.anneal.batches[14].kl.toFixed(3), "10.350"]);
  },
);

itNeeds(["read"], "a report shows both proofs in numbers", async () => {
  const report = await madeUpReport();
  const html = reportHtml(report);
  const steps = tableOf(html, "Step 3, ");
  assertEquals(steps[1].slice(0, 4), ["N(1, 0.5²)", "N(0, 1²)", "0.818147181", "0.818147181"]);
  assertEquals(steps.length, 1 + report.kl.univariate.pairs.length);
  assertEquals(tableOf(html, "Step 2: the divergence of each unit").at(-1)!.at(-1), "3.924437912");
});

itNeeds(["read"], "a quick report says so at its top, and compares nothing", async () => {
  const whole = await madeUpReport();
  const runs = Object.fromEntries(
    Object.entries(whole.runs).map(([name, run]) => [name, { ...run, changed: ["images"] }]),
  ) as unknown as typeof whole.runs;
  const html = reportHtml({ ...whole, quick: true, runs });
  const warning = html.indexOf("This report was made quickly");
  assert(warning > 0 && warning < html.indexOf("<nav"));
  for (const theirs of ["34.269", "33.77 to 37.74", "10.350", "notebook printed"]) {
    assert(!html.includes(theirs), theirs);
  }
  assert(!reportHtml(whole).includes("made quickly"));
});

itNeeds(["read"], "a report says what the lab's cube holds where a unit is active", async () => {
  const report = await madeUpReport();
  const compared = {
    ...{
      kinds: [],
      unitsByKl: [3],
      backdrop: new Float32Array(),
      image: { height: 28, width: 28 },
    },
    ...{ inCube: 0.018 },
    decomposition: { kl: 10.1, information: 6.9, aggregateKl: 3.2, standardError: 0.05 },
  };
  const withUnits = (...activeUnits: number[]) => {
    const found = { ...compared, activeUnits };
    const comparison = { found, count: 1000, figure: madeUpFigure("compare") };
    return reportHtml({ ...report, samples: { ...report.samples, comparison } });
  };
  assertMatch(withUnits(3), /cube <math>.*<\/math> holds 1\.8 % of .*, in the 1 active unit\./);
  assertMatch(withUnits(), /10\.100 nats, is the sum/);
  assert(!withUnits().includes("active unit."));
});

itNeeds(["read"], "a report of other images says that its text is written for MNIST", async () => {
  const report = await madeUpReport({ isMnist: false });
  assertIncludes(reportHtml(report), "The text is written for MNIST");
});

itNeeds(
  ["read"],
  "every section is there, in the contents too, and every link within leads there",
  async () => {
    const html = reportHtml(await madeUpReport());
    for (const { id, title } of LAB_TEXT.slice(1)) {
      assertIncludes(html, `<section id="lab-${id}"`);
      assertIncludes(html, `<a href="#lab-${id}">${title.replaceAll("'", "'")}</a>`);
    }
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assertEquals(ids.length, new Set(ids).size, "an id is there twice");
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) {
      assert(
        ids.includes(target),
        target,
      );
    }
    assert(ids.every((id) => id.startsWith("lab-")), "the page that is carried has ids of its own");
  },
);

itNeeds(["read"], "figures and tables are numbered in the order in which they stand", async () => {
  const html = reportHtml(await madeUpReport());
  for (const what of ["Figure", "Table"]) {
    const found = [...html.matchAll(new RegExp(`<b>${what} (\\d+)\\.</b>`, "g"))];
    assert(found.length > 5, what);
    assertEquals(found.map(([, number]) => Number(number)), found.map((_, i) => i + 1));
  }
});

itNeeds(["read"], "elements are closed in the order in which they were opened", async () => {
  const html = reportHtml(await madeUpReport({ answers: "1. *Yes*\n2. $x_1$" }));
  const open: string[] = [];
  const markup = html.replace(/<!--[^]*?-->/g, "").replace(/<(script|style)\b[^]*?<\/\1>/g, "");
  for (const [tag, end, name] of markup.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (tag.endsWith("/>") || (VOID.includes(name) && !end)) {
      if (name === "mspace") open.push(name); // temml closes it
    } else if (end) assertEquals(open.pop(), name, tag);
    else open.push(name);
  }
  assertEquals(open, []);
});

itNeeds(["read"], "texts of others stay texts", async () => {
  const evil = `<script>alert(1)</script>"><img src=x onerror=alert(1)>`;
  const report = await madeUpReport({ author: evil, answers: evil, isMnist: false });
  const html = reportHtml({
    ...report,
    data: { ...report.data, name: evil },
    commands: { ...report.commands, lab: evil },
    interpolation: {
      ...report.interpolation,
      figure: madeUpFigure("interpolation", { caption: `From ${evil}`, alt: evil }),
    },
  });
  assertIncludes(html, "&lt;script>alert(1)");
  const scripts = [...html.matchAll(/<script\b([^>]*)>/g)].map(([, attributes]) => attributes);
  assert(
    scripts.every((attributes) => attributes.includes('type="text/plain"')),
    `${scripts}`,
  );
  const pictures = [...html.matchAll(/<img\b[^>]*>/g)].map(([tag]) => tag);
  assert(
    pictures.every((tag) => tag.startsWith('<img src="data:image/png;base64,')),
    `${pictures}`,
  );
});

itNeeds(["read"], "without a page a report runs and loads nothing", async () => {
  const html = reportHtml(await madeUpReport());
  const [, policy] = /content-security-policy" content="([^"]*)"/.exec(html)!;
  assertMatch(policy, /^default-src 'none'; img-src data:; style-src 'unsafe-inline';/);
  assert(!/(src|href)="(?!data:|#)/.test(html));
  assert(!html.includes('id="lab-page"'));
});

itNeeds(
  ["read"],
  "a report carries a page, with its policy and its styles in a layer",
  async () => {
    const page = {
      policy: "script-src 'sha256-x'",
      styles: "p { color: red }",
      elements: "<script>1</script>",
      contents: "It holds a model.",
    };
    const html = reportHtml(await madeUpReport(), page);
    assertIncludes(html, `content="script-src 'sha256-x'"`);
    assertIncludes(html, "@layer page {\np { color: red }\n}");
    assertIncludes(html, '<div id="lab-page">');
    assert(html.indexOf(page.elements) > html.indexOf("</main>"));
  },
);

itNeeds(["read"], "a chart carries its picture, its specification and its numbers", async () => {
  const html = reportHtml(await madeUpReport());
  const [, source] = /<figure id="lab-figure-kl" data-specification="([^"]+)"/.exec(html)!;
  const start = html.indexOf(`<script type="text/plain" data-file="${source}">`);
  const packed = html.slice(html.indexOf(">", start) + 1, html.indexOf("</script>", start));
  const text = gunzipSync(Uint8Array.fromBase64(packed)).toString();
  assertEquals(JSON.parse(text).hconcat.length, 2);
  const [, file, url] = /<a download="([^"]+)" href="([^"]+)">densities<\/a>/.exec(html)!;
  assertEquals(file, "kl-densities.csv");
  assertEquals(await (await fetch(url)).text(), "x,q,p\n0,0.1,0.4\n1,0.8,0.2\n");
});

it("sections that the report tells are those of the lab's text", () => {
  assertEquals(LAB_TEXT[0].id, "about");
  assertEquals(new Set(LAB_TEXT.map(({ id }) => id)).size, LAB_TEXT.length);
});
