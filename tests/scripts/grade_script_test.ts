/** `deno task grade` on a small class: what it writes, what it refuses, and that it ends when it is told to. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parse } from "../../lib/deps/std_csv.ts";
import { LIMITS } from "../../lib/exercise/limits.ts";
import { STEPS } from "../../lib/exercise/steps.ts";
import { fileOf } from "../../lib/exercise/step.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, spawnTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];
const [first] = STEPS;
const name = fileOf(first);
const swapped = first.solution.replace("(q: Gaussian, p: Gaussian)", "(p: Gaussian, q: Gaussian)");
const HTML = "<script>alert('&')</script><img src=x onerror=alert(1)>";

/** A class by the students' names: the file of the first step, and others. */
const CLASS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "anna": {
    ...Object.fromEntries(STEPS.map((step) => [fileOf(step), step.solution])),
    "answers.md": `## Q1. Title (4 points)\n\nBecause ${HTML}\n`,
  },
  "ben 2": { [name]: swapped },
  "ben 10": { [name]: `// my own work\n${swapped.replaceAll("\n", "\r\n")}` },
  "=1+1": {
    [name]: `console.log("${HTML}"); export const klUnivariate = () => { throw "=2+2 ${HTML}"; };`,
  },
  "<b>Zo\u00eb<": { [name]: "Deno.exit(0);" },
  "-cheat": { [name]: 'export { klUnivariate } from "@vae/lab";' },
  "loop": { [name]: "while (true);" },
  "empty": {},
  "@skeleton": { [name]: first.skeleton },
};
const ORDER = [
  "-cheat",
  "@skeleton",
  "<b>Zo\u00eb<",
  "=1+1",
  "anna",
  "ben 2",
  "ben 10",
  "empty",
  "loop",
];

/** Writes a class into a folder. */
async function writeClass(folder: string, students = CLASS): Promise<void> {
  for (const [student, files] of Object.entries(students)) {
    await Deno.mkdir(`${folder}/${student}`, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${student}/${name}`, text);
    }
  }
}

const read = async (out: string) => ({
  grades: await Deno.readTextFile(`${out}/grades.csv`),
  findings: await Deno.readTextFile(`${out}/findings.csv`),
  html: await Deno.readTextFile(`${out}/grades.html`),
});

itNeeds(
  rights,
  "deno task grade writes the points and mistakes of a class, the same ones each time",
  async () => {
    await withFolder(async (folder) => {
      await writeClass(`${folder}/class`);
      const args = [`${folder}/class`, "--seconds", "8", "--out", `${folder}/out`];
      const { status, stdout, stderr } = await runTask("grade", ...args);
      assertEquals(status, 0, stderr);
      assertMatch(stderr, /\[9\/9\] .*: \d+ of 100 points\n/);
      const written = await read(`${folder}/out`);

      const grades = parse(written.grades, { skipFirstRow: true });
      const safe = (text: string) => /^[=+\-@]/.test(text) ? `'${text}` : text;
      assertEquals(grades.map(({ student }) => student), ORDER.map(safe));
      const of = (student: string) => grades.find((row) => row.student === safe(student))!;
      const column = `step 1 ${first.id}`;
      for (const student of ORDER) {
        const right = student === "anna";
        const { total, "out of": outOf, ...row } = of(student);
        assertEquals(
          [row[column], total, outOf],
          right ? ["10", "100", "100"] : ["0", "0", "100"],
          student,
        );
        const named = student.startsWith("ben") ? "1 klUnivariate: swapped-distributions" : "";
        assertEquals(row.mistakes, named, student);
        assertEquals(
          Object.entries(row).filter(([key]) => /^Q\d/.test(key)).map(([, v]) => v).join(""),
          "",
        );
      }
      assert(Object.keys(grades[0]).some((key) => /^Q1 \(of \d+\)$/.test(key)));

      const findings = parse(written.findings, { skipFirstRow: true });
      const parts = STEPS.flatMap(({ parts }) => parts).length;
      const own = (student: string) => findings.filter((row) => row.student === safe(student));
      assertEquals(own("anna").filter(({ passed }) => passed === "yes").length, parts);
      assertEquals(own("empty").filter(({ passed }) => passed === "no").length, parts);
      assertEquals(own("ben 2")[0].mistake, "swapped-distributions");
      assertMatch(own("ben 2")[0].message!, /: wanted \S+, found \S+\.$/);
      assertMatch(own("ben 2")[1].message!, /^The same text as that of ben 10, but/);
      assertMatch(own("ben 10")[1].message!, /^The same text as that of ben 2, but/);
      assertMatch(own("=1+1")[0].message!, /=2\+2 <script>/);
      assertMatch(own("<b>Zo\u00eb<")[0].message!, /ended the process/);
      assertMatch(own("-cheat")[0].message!, /more than a step may use/);
      assertMatch(own("loop")[0].message!, /did not finish .*: 8 seconds/);
      assertMatch(own("@skeleton")[0].message!, /not written yet/);
      for (const row of [...grades, ...findings]) {
        for (const cell of Object.values(row)) assert(!/^[=+\-@\t\r]/.test(cell ?? ""), cell);
      }

      assert(
        !/<(?:script|img|b>Zo)/.test(written.html),
        "a submission's text is part of the page's own",
      );
      assertStringIncludes(written.html, "&lt;script>alert('&amp;')&lt;/script>");
      assertMatch(
        written.html,
        /<meta http-equiv="content-security-policy" content="default-src 'none';/,
      );
      assertStringIncludes(written.html, "swapped-distributions");
      assert(!/\b(?:src|href)="(?!#|data:,")/.test(written.html), "it asks for another file");
      assertEquals(written.html.match(/<details>/g)!.length, 2); // printed text, and answers

      const lines = stdout.split("\n");
      assertMatch(lines[0], /^student +step 1 .*total$/);
      assertEquals(lines.slice(1, 10).map((line) => line.split("  ")[0]), ORDER);
      assertMatch(stdout, /\nswapped-distributions +step 1, klUnivariate +2\n/);
      assertMatch(stdout, /\n {2}step 1: ben 2 and ben 10\n/);

      const again = await runTask("grade", ...args, "--jobs", "1", "--quiet");
      assertEquals([again.status, again.stdout, again.stderr], [0, "", ""]);
      assertEquals(await read(`${folder}/out`), written);
    });
  },
);

itNeeds(
  rights,
  "deno task grade takes submissions one by one, and draws other inputs for another seed",
  async () => {
    await withFolder(async (folder) => {
      const { anna, ...others } = CLASS;
      await writeClass(folder, { anna: { [name]: anna[name] }, "ben 2": others["ben 2"] });
      const args = [`${folder}/anna`, `${folder}/ben 2`, "--out", `${folder}/out`];
      const messages: unknown[] = [];
      for (const seed of ["0", "7"]) {
        const { status, stderr } = await runTask("grade", ...args, "--seed", seed);
        assertEquals(status, 0, stderr);
        const { grades, findings } = await read(`${folder}/out`);
        assertEquals(parse(grades, { skipFirstRow: true }).map(({ total }) => total), ["10", "0"]);
        assert(!/Q1/.test(grades), "a column for answers that nobody has handed in");
        messages.push(
          parse(findings, { skipFirstRow: true }).find(({ student }) => student === "ben 2"),
        );
      }
      assert(JSON.stringify(messages[0]) !== JSON.stringify(messages[1]));
    });
  },
);

itNeeds(rights, "deno task grade says what is wrong, and writes nothing then", async () => {
  await withFolder(async (folder) => {
    const refused = async (status: number, message: RegExp, ...args: string[]) => {
      const out = `${folder}/out`;
      const result = await runTask("grade", ...args, "--out", out);
      assertEquals([result.status, result.stdout], [status, ""], result.stderr);
      assertMatch(result.stderr, message);
      assertEquals(await Deno.stat(out).catch(() => "none"), "none");
    };
    await Deno.mkdir(`${folder}/class/anna`, { recursive: true });
    await refused(2, /missing argument <FOLDER\.\.\.>/);
    await refused(1, /^error: .*\/none: there is no such folder\. Wanted /m, `${folder}/none`);
    await refused(1, /^error: no submission was found in .* Wanted: /m, `${folder}/class`);
    await refused(2, /invalid value '0' for --seconds/, `${folder}/class`, "--seconds", "0");
  });
});

itNeeds(rights, "deno task grade replaces no file that is not its own", async () => {
  await withFolder(async (folder) => {
    await writeClass(`${folder}/class`, { empty: {}, skeleton: { [name]: "" } });
    await Deno.mkdir(`${folder}/out`);
    await Deno.writeTextFile(`${folder}/out/grades.csv`, "marked by hand");
    const args = [`${folder}/class`, "--out", `${folder}/out`];
    const { status, stderr } = await runTask("grade", ...args);
    assertEquals(status, 1);
    assertMatch(stderr, /grades\.csv is there already, .* replace it with --force\.$/m);
    assertEquals(await Deno.readTextFile(`${folder}/out/grades.csv`), "marked by hand");
    assertEquals((await runTask("grade", ...args, "--force")).status, 0);
    assertMatch(await Deno.readTextFile(`${folder}/out/grades.csv`), /^student,/);
  });
});

itNeeds(rights, "deno task grade, interrupted, writes nothing and leaves no process", async () => {
  if (Deno.build.os === "windows") return; // which has no signals to send
  await withFolder(async (folder) => {
    const loops = ["a", "b", "c", "d"].map((student) => [student, { [name]: "while (true);" }]);
    await writeClass(`${folder}/class`, { ...Object.fromEntries(loops), "0": { [name]: "" } });
    const args = [`${folder}/class`, "--jobs", "1", "--out", `${folder}/out`];
    const child = spawnTask("grade", args);
    const stdout = new Response(child.stdout).text();
    let stderr = "";
    let interrupted = 0;
    for await (const piece of child.stderr.pipeThrough(new TextDecoderStream())) {
      if (stderr === "") { // the first submission is graded
        child.kill("SIGINT");
        interrupted = performance.now();
      }
      stderr += piece;
    }
    assertEquals([(await child.status).code, await stdout], [130, ""], stderr);
    assertMatch(stderr, /\ninterrupted with 1 of 5 submissions graded\. Nothing was written\.\n$/);
    const waited = (performance.now() - interrupted) / 1000;
    assert(waited < LIMITS.seconds, "it waited for the endless loop");
    const left = [...Deno.readDirSync(`${folder}/out`)].map(({ name }) => name);
    assertEquals(left.filter((name) => !name.startsWith(".")), []);
  });
});
