/** The project's own report, which docs/ links: made by `deno task lab`. */
import { assert, assertEquals } from "@std/assert";
import { LAB_RESULTS } from "../../lib/experiment/lab_results.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { itNeeds } from "../needs.ts";

const docs = new URL("../../docs/", import.meta.url);

itNeeds(["read"], "the project's own report has the numbers that the documents have", async () => {
  const report = await Deno.readTextFile(new URL("report/lab.html", docs));
  const table = await Deno.readTextFile(new URL("exercise_2.md", docs));
  for (const run of Object.keys(LAB_RESULTS)) {
    const [, loss, active] = table.match(
      RegExp(`deno task ${run}\`.*?\\| *(\\d+\\.\\d{3}) *\\|.*\\| *(\\d of 8) *\\|$`, "m"),
    )!;
    const row = report.slice(report.indexOf(`<a href="#lab-${run}">${run}</a>`)).split("</tr>")[0];
    assert(row.includes(`<td>${loss}</td>`), `${run}: wanted ${loss} in ${row}`);
    assert(row.includes(`<td>${active}</td>`), `${run}: wanted ${active} in ${row}`);
  }
});

itNeeds(["read"], "the project's own report is of MNIST, and small enough to be sent", async () => {
  const report = await Deno.readTextFile(new URL("report/lab.html", docs));
  assert(report.includes(await (await loadMnist()).sha256()));
  assert(report.length <= 8e6, `${report.length} bytes`);
  assertEquals(/the first ([\d,]+) of 60,000 training images/.exec(report)?.[1], "10,000");
});
