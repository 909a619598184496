/** The whole lab in one file: stopped and resumed it is the same, and it takes any images. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DataSet } from "../../lib/data/data_set.ts";
import { imagesOfSize } from "../any_size.ts";
import { writeImages } from "../data/write_images.ts";
import { assertIncludes } from "../report/assert_includes.ts";
import { asInstalled } from "../as_installed.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, spawnTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];
const COUNT = 2560;

/** The options of a small lab in a folder, on images without labels of another size than MNIST's. */
async function smallLab(folder: string): Promise<string[]> {
  const { pixels, height, width } = imagesOfSize(COUNT, { height: 8, width: 10 });
  const data = `${folder}/images $x$`;
  await writeImages(data, new DataSet("", undefined, pixels, { height, width }), [0, COUNT]);
  const fast = ["--quick", "--backend", "wasm", "--threads", "1"];
  return [...fast, "--data", data, "--out", `${folder}/lab`];
}

/** A report without its times, and without the page that it carries. */
async function reportIn(folder: string): Promise<string> {
  const html = await Deno.readTextFile(`${folder}/lab/lab.html`);
  return html.slice(html.indexOf("<main>"), html.indexOf("</main>")).replace(
    /<time[^>]*>[^<]*<\/time>/g,
    "<time>",
  );
}

/** Asserts that two reports are the same; else shows where they begin to differ. */
function assertSame(found: string, expected: string): void {
  let at = 0;
  while (at < found.length && found[at] === expected[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 100), at + 100);
  assertEquals(around(found), around(expected));
  assert(found === expected);
}

itNeeds(
  rights,
  "a lab that was stopped and resumed has the report of one that was not",
  async () => {
    await withFolder(async (folder) => {
      const args = await smallLab(folder);
      const whole = await runTask("lab", ...args);
      assertEquals(whole.status, 0, whole.stderr);
      const expected = await reportIn(folder);
      const [, size] = /The report: \S+\/lab\.html \((.*) MB\)/.exec(whole.stdout)!;
      const { size: bytes } = await Deno.stat(`${folder}/lab/lab.html`);
      assertEquals(size, (bytes / 1e6).toFixed(1));
      await Deno.remove(`${folder}/lab`, { recursive: true });

      const child = spawnTask("lab", args);
      const told = new Response(child.stderr).text();
      let stdout = "";
      for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
        const before = stdout.split("EPOCH:").length;
        stdout += piece;
        // Within the second run, wherever it is by then.
        if (before <= 3 && stdout.split("EPOCH:").length > 3) child.kill("SIGINT");
      }
      const { code } = await child.status;
      const stderr = asInstalled(await told);
      assertEquals(code, Deno.build.os === "windows" ? 1 : 130, stderr);
      assertMatch(stderr, /Resume with: deno task lab --quick .* --resume\n/);

      const refused = await runTask("lab", ...args);
      if (refused.status !== 0) { // where the signal came between two runs, none is unfinished
        assertStringIncludes(refused.stderr, "Continue it with --resume");
        const resumed = await runTask("lab", ...args, "--resume");
        assertEquals(resumed.status, 0, resumed.stderr);
        assertStringIncludes(
          resumed.stderr,
          `naive: finished already, taken from ${folder}/lab/naive`,
        );
      }
      assertSame(await reportIn(folder), expected);

      // All is there: nothing is trained a second time, and the report is written anew.
      const again = await runTask("lab", ...args);
      assertEquals(again.status, 0, again.stderr);
      assertEquals(again.stderr.match(/finished already/g)?.length, 3);
      assertSame(await reportIn(folder), expected);

      const other = await runTask("lab", ...args, "--seed", "1");
      assertEquals(other.status, 1);
      assertStringIncludes(other.stderr, "its --seed was 0, here it is 1");
    });
  },
);

itNeeds(
  rights,
  "a lab takes images without labels, of any size, and says what it left out",
  async () => {
    await withFolder(async (folder) => {
      const args = await smallLab(folder);
      const answers = `${folder}/answers.md`;
      await Deno.writeTextFile(answers, "The answer is $\\lambda_1$ <b>and</b> 2.");
      const author = 'Ada "the <first>" & co';
      const { status, stderr } = await runTask(
        "lab",
        ...args,
        "--author",
        author,
        "--answers",
        answers,
      );
      assertEquals(status, 0, stderr);
      const html = await Deno.readTextFile(`${folder}/lab/lab.html`);
      assertIncludes(html, "This report was made quickly");
      assertIncludes(html, "The text is written for MNIST");
      assertIncludes(html, "images $x$"); // a folder's name is no formula
      assertIncludes(
        html,
        '<span class="report-author">Ada &quot;the &lt;first>&quot; &amp; co</span>',
      );
      assert(/The answer is <math>.*<\/math> &lt;b&gt;and&lt;\/b&gt; 2\./.test(html));
      for (const theirs of ["34.269", "33.77", "28.919", "recognised"]) {
        assert(!html.slice(0, html.indexOf("</main>")).includes(theirs), theirs);
      }
      const record = JSON.parse(await Deno.readTextFile(`${folder}/lab/anneal/run.json`));
      for (const { loss } of record.epochs) {
        assertIncludes(html, `<td>${loss.toFixed(3)}</td>`);
      }
      assertEquals(record.epochs.length, 5);
      assertIncludes(html, record.data.sha256);
      assertIncludes(html, `${COUNT / 1000}`.replace(".", ","));

      const model = await Deno.readFile(`${folder}/lab/anneal/model.safetensors`);
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", model)).toHex();
      assertIncludes(html, hash);

      const missing = await runTask("lab", ...args, "--answers", `${folder}/none.md`);
      assertEquals(missing.status, 1);
      assertStringIncludes(
        missing.stderr,
        `error: no file ${folder}/none.md, which --answers names.`,
      );
    });
  },
);
