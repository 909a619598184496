/** `deno task exercise` and `deno task check`: the lab as a student does it. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fileOf } from "../../lib/exercise/step.ts";
import { STEPS } from "../../lib/exercise/steps.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];

async function names(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of Deno.readDir(folder)) found.push(name);
  return found.sort();
}

itNeeds(rights, "an exercise shows one step, and the next when it passes", async () => {
  await withFolder(async (parent) => {
    const folder = `${parent}/exercise`;
    const begun = await runTask("exercise", "--out", folder);
    assertEquals(begun.status, 0, begun.stderr);
    assertStringIncludes(begun.stdout, `deno task check --exercise ${folder}`);
    const first = ["01_kl_univariate.md", "01_kl_univariate.ts"];
    const others = ["answers.md", "deno.json", "deno.lock", "progress.json"];
    assertEquals(await names(folder), [...first, ...others]);

    const unwritten = await runTask("check", "--exercise", folder);
    assertEquals(unwritten.status, 1, unwritten.stderr);
    assertStringIncludes(unwritten.stdout, "univariate Gaussians: not written yet");

    const file = `${folder}/01_kl_univariate.ts`;
    const swapped = STEPS[0].solution.replace(
      "(q: Gaussian, p: Gaussian)",
      "(p: Gaussian, q: Gaussian)",
    );
    await Deno.writeTextFile(file, swapped);
    const wrong = await runTask("check", "--exercise", folder);
    assertEquals([wrong.status, wrong.stderr], [1, ""]);
    assertMatch(wrong.stdout, /klUnivariate \(swapped-distributions\)/);
    assertMatch(wrong.stdout, /wanted \d+\.\d+, found \d+\.\d+/);
    assertMatch(wrong.stdout, /A stronger hint: deno task check 1 --hint --exercise /);
    const hinted = await runTask("check", "1", "--hint", "--exercise", folder);
    assertMatch(hinted.stdout, /Stronger hint: /);
    assertEquals(await names(folder), [...first, ...others]);

    await Deno.writeTextFile(file, STEPS[0].solution);
    const right = await runTask("check", "--exercise", folder);
    assertEquals(right.status, 0, right.stdout);
    assertMatch(right.stdout, /step 1 .*: passed/);
    assertMatch(right.stdout, /Next is step 2/);
    const second = ["02_kl_diagonal.md", "02_kl_diagonal.ts"];
    assertEquals(await names(folder), [...first, ...second, ...others]);
    assertEquals(await Deno.readTextFile(file), STEPS[0].solution);
    assertEquals(await Deno.readTextFile(`${folder}/progress.json`), '{"passed":[1]}\n');

    const again = await runTask("exercise", "--out", folder);
    assertMatch(again.stdout, /^Step 2 of /);
    assertEquals(await Deno.readTextFile(file), STEPS[0].solution);
  });
});

itNeeds(rights, "every step can be done alone", async () => {
  await withFolder(async (folder) => {
    const last = STEPS.at(-1)!;
    const out = `${folder}/exercise`;
    await runTask("exercise", "--out", out, "--step", String(last.number));
    await Deno.writeTextFile(`${out}/${fileOf(last)}`, last.solution);
    const { status, stdout } = await runTask("check", String(last.number), "--exercise", out);
    assertEquals(status, 0, stdout);
  });
});

itNeeds(
  rights,
  "the solutions pass all steps, and are written when they are asked for",
  async () => {
    await withFolder(async (folder) => {
      const out = `${folder}/solutions`;
      const { status, stderr } = await runTask("exercise", "--solutions", "--out", out);
      assertEquals(status, 0, stderr);
      assert((await names(out)).includes("marking_guide.md"));
      const checked = await runTask("check", "--exercise", out);
      assertEquals(checked.status, 0, checked.stdout);
      assertEquals(checked.stdout.match(/: passed$/gm)?.length, STEPS.length);

      const refused = await runTask("exercise", "--solutions");
      assertEquals(refused.status, 2);
      assertMatch(refused.stderr, /--solutions needs --out/);
      const onto = `${folder}/student`;
      await runTask("exercise", "--out", onto);
      const over = await runTask("exercise", "--solutions", "--out", onto);
      assertEquals(over.status, 1);
      assertMatch(over.stderr, /is there already/);
      assertEquals(await Deno.readTextFile(`${onto}/${fileOf(STEPS[0])}`), STEPS[0].skeleton);
    });
  },
);

itNeeds(rights, "a student's folder holds nothing that is solved", async () => {
  await withFolder(async (folder) => {
    const out = `${folder}/exercise`;
    await runTask("exercise", "--all", "--out", out);
    const { status, stdout } = await runTask("check", "--exercise", out);
    assertEquals(status, 1);
    assertEquals(stdout.match(/: not written yet$/gm)?.length, STEPS.length);
    for (const step of STEPS) {
      assertEquals(await Deno.readTextFile(`${out}/${fileOf(step)}`), step.skeleton);
    }
    assert(!(await names(out)).some((name) => /solution|guide/.test(name)));
  });
});

itNeeds(rights, "where no mistake is named, the types may say what is wrong", async () => {
  await withFolder(async (folder) => {
    const out = `${folder}/an exercise`;
    await runTask("exercise", "--step", "5", "--out", out);
    const source = STEPS[4].solution.replace("tf.add(reconstruction, tf.mul(kl, klWeight))", '"x"');
    await Deno.writeTextFile(`${out}/${fileOf(STEPS[4])}`, source);
    const text = await runTask("check", "5", "--exercise", out);
    assertMatch(text.stdout, /loss must give one number, and gave a text/);
    assertMatch(text.stdout, /line \d+: Type 'string' is not assignable to type 'Scalar'\./);
    assertStringIncludes(text.stdout, `--exercise '${out}'`);
    await Deno.writeTextFile(`${out}/${fileOf(STEPS[4])}`, "export function (");
    const broken = await runTask("check", "5", "--exercise", out);
    assertMatch(broken.stdout, /^ {2}05_loss\.ts\n {4}05_loss\.ts cannot be loaded: /m);
    assertEquals(broken.stdout.match(/cannot be loaded/g)?.length, 1);
  });
});

itNeeds(rights, "what is wrong with the folder is said, and nothing is touched", async () => {
  await withFolder(async (folder) => {
    const none = await runTask("check", "--exercise", `${folder}/none`);
    assertEquals([none.status, none.stdout], [1, ""]);
    assertMatch(none.stderr, /there is no exercise in .* Begin it with: deno task exercise/);
    const bad = await runTask("check", "11");
    assertEquals(bad.status, 2);

    await Deno.writeTextFile(`${folder}/mine.txt`, "mine");
    const occupied = await runTask("exercise", "--out", folder);
    assertEquals(occupied.status, 1);
    assertMatch(occupied.stderr, /holds other files already \(mine\.txt\)/);
    assertEquals(await names(folder), ["mine.txt"]);
    const empty = await runTask("check", "--exercise", folder);
    assertMatch(empty.stderr, /holds none of the exercise's files/);

    const out = `${folder}/exercise`;
    await runTask("exercise", "--out", out);
    await Deno.writeTextFile(`${out}/progress.json`, "half");
    const unread = await runTask("check", "--exercise", out);
    assertEquals(unread.status, 1);
    assertMatch(unread.stderr, /progress\.json is not a list of passed steps/);
    await Deno.remove(`${out}/progress.json`);
    assertEquals((await runTask("exercise", "--out", out)).status, 0);
    const later = await runTask("check", "4", "--exercise", out);
    assertMatch(
      later.stderr,
      /holds no 04_encoder_decoder\.ts\. Write it with: deno task exercise --step 4 --out /,
    );
  });
});
