/** `sample` and `interpolate` work on a fresh checkout, and draw what PyTorch draws. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { decodePng } from "../../lib/figure/png.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];
const shipped = ["--model", "fixtures/anneal-seed-0/model.safetensors"];
const theirs = ["--model", "fixtures/reference/anneal-seed-0.safetensors"];

/** The largest difference of a grid at scale 2 from PyTorch's own picture of it, in gray levels. */
async function differenceFromTorch(ours: string, reference: string): Promise<number> {
  const a = await decodePng(await Deno.readFile(ours));
  const file = new URL(`../../fixtures/reference/${reference}`, import.meta.url);
  const b = await decodePng(await Deno.readFile(file));
  assertEquals([a.width, a.height], [2 * b.width, 2 * b.height]);
  let largest = 0;
  for (let y = 0; y < a.height; y++) {
    for (let x = 0; x < a.width; x++) {
      const there = b.pixels[4 * ((y >> 1) * b.width + (x >> 1))];
      largest = Math.max(largest, Math.abs(a.pixels[4 * (y * a.width + x)] - there));
    }
  }
  return largest;
}

itNeeds(rights, "deno task sample draws PyTorch's samples of PyTorch's model", async () => {
  await withFolder(async (out) => {
    const { status, stderr } = await runTask("sample", ...theirs, "--out", out);
    assertEquals(status, 0, stderr);
    const difference = await differenceFromTorch(`${out}/samples.png`, "sample-seed-0.png");
    assert(difference <= 1, `${difference} levels`);
  });
});

itNeeds(
  rights,
  "deno task interpolate draws PyTorch's interpolation of PyTorch's pair",
  async () => {
    await withFolder(async (out) => {
      const { status, stdout, stderr } = await runTask("interpolate", ...theirs, "--out", out);
      assertEquals(status, 0, stderr);
      assertMatch(stdout, /image 36044 .* image 28239 /);
      const difference = await differenceFromTorch(
        `${out}/interpolation.png`,
        "interpolate-seed-0.png",
      );
      assert(difference <= 1, `${difference} levels`);
    });
  },
);

itNeeds(
  rights,
  "deno task sample --prior normal draws from N(0, I), with the shipped model",
  async () => {
    await withFolder(async (out) => {
      const args = ["--prior", "normal", ...shipped, "--out", out];
      const { status, stdout, stderr } = await runTask("sample", ...args);
      assertEquals(status, 0, stderr);
      assertMatch(stdout, /100 codes, normal, seed 0/);
      const picture = await Deno.readFile(`${out}/samples.png`);
      await comparePicture(picture, "fixtures/figures/sample-normal.png");
    });
  },
);

itNeeds(
  rights,
  "deno task sample --prior fitted draws from the shipped model's prior",
  async () => {
    await withFolder(async (out) => {
      const args = ["--prior", "fitted", ...shipped, "--out", out];
      const { status, stdout, stderr } = await runTask("sample", ...args);
      assertEquals(status, 0, stderr);
      assertMatch(stdout, /100 codes, fitted, seed 0/);
      assertMatch(stderr, /^fitted prior: .*anneal-seed-0.prior\.safetensors$/m);
      const picture = await Deno.readFile(`${out}/samples.png`);
      await comparePicture(picture, "fixtures/figures/sample-fitted.png");
    });
  },
);

itNeeds(
  rights,
  "deno task interpolate takes the user's pair; another seed, another pair",
  async () => {
    await withFolder(async (out) => {
      const given = await runTask(
        "interpolate",
        ...shipped,
        "--from",
        "0",
        "--to",
        "1",
        "--out",
        out,
      );
      assertMatch(given.stdout, /from image 0 \(a 5\) to image 1 \(a 0\) in 20 steps/);
      const picture = await Deno.readFile(`${out}/interpolation.png`);
      await comparePicture(picture, "fixtures/figures/interpolate-0-1.png");
      const drawn = await runTask("interpolate", ...shipped, "--seed", "7", "--out", out);
      assertEquals(drawn.status, 0, drawn.stderr);
      assert(!drawn.stdout.includes("36044"));
    });
  },
);

itNeeds(rights, "deno task sample --compare counts digits in a table and a figure", async () => {
  await withFolder(async (out) => {
    const few = ["--codes", "400", "--images", "1500", "--backend", "wasm"];
    const args = ["--compare", ...few, ...shipped, "--out", out];
    const { status, stdout, stderr } = await runTask("sample", ...args);
    assertEquals(status, 0, stderr);
    const share = (row: string) =>
      Number(stdout.split("\n").find((line) => line.startsWith(row))?.match(/([\d.]+) %/)?.[1]);
    const [uniform, own, test] = ["uniform", "q(z)", "test images"].map(share);
    assert(uniform > 5 && uniform < 30 && own > 45 && own < 70 && test > 93, stdout);
    assertMatch(stdout, /right on 98\.\d % .* of the test images/);
    assertMatch(stdout, /KL\(q\(z\) \|\| p\) 4\.1\d\d/);
    const { width, height } = await decodePng(await Deno.readFile(`${out}/compare.png`));
    assert(width > 1000 && height > 1000, `${width} x ${height}`);
  });
});
