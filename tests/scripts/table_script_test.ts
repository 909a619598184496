/** `deno task table`: the files that it leaves, and the figures made from them. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "run"];
/** A column that is described otherwise, too, makes other files. */
const AGAIN = "; make it again: deno task table fixtures/collapse --out fixtures/collapse --force";
const FILES = ["data_card.md", "epochs.csv", "epochs.parquet", "runs.csv", "runs.parquet"];

itNeeds(
  rights,
  "deno task table makes the committed table again, byte for byte, and its figures",
  async () => {
    await withFolder(async (out) => {
      const { status, stdout, stderr } = await runTask(
        ...["table", "fixtures/collapse", "--figures", "--out", out] as const,
      );
      assertEquals(status, 0, stderr);
      assertMatch(stdout, /^runs +\d+ +\d+ /m);
      const read = (file: string) => Deno.readFile(file);
      for (const name of [...FILES, "SHA256SUMS"]) {
        assertEquals(
          await read(`${out}/${name}`),
          await read(`fixtures/collapse/${name}`),
          `${name}${AGAIN}`,
        );
      }
      for (const line of (await Deno.readTextFile(`${out}/SHA256SUMS`)).trimEnd().split("\n")) {
        const [sum, name] = line.split("  ");
        const hash = await crypto.subtle.digest("SHA-256", await read(`${out}/${name}`));
        assertEquals(new Uint8Array(hash).toHex(), sum, name);
      }
      for (const name of ["lab.png", "phase-latent-8.png", "rate-distortion-latent-8.png"]) {
        assert((await Deno.stat(`${out}/${name}`)).size > 10_000, name);
      }
    });
  },
);

itNeeds(
  rights,
  "the data card documents every column, and has the commands of every run",
  async () => {
    const card = await Deno.readTextFile("fixtures/collapse/data_card.md");
    for (const table of ["runs", "epochs"]) {
      const [head, ...rows] = (await Deno.readTextFile(`fixtures/collapse/${table}.csv`)).split(
        "\n",
      );
      assertStringIncludes(card, `| ${table} | ${rows.length - 1} |`);
      for (const name of head.split(",")) {
        assertMatch(
          card,
          new RegExp(`^\\| ${name} \\| (text|integer|number|list of numbers|boolean) \\|`, "m"),
        );
      }
    }
    // A command of the card trains: its flags are those of the task.
    const [line] = /deno task train .*--architecture linear.*/.exec(card)!;
    await withFolder(async (out) => {
      const args = line.replace("deno task train ", "").split(" ");
      const { status, stderr } = await runTask(
        ...["train", ...args, "--backend", "wasm", "--images", "128", "--epochs", "1"] as const,
        ...["--seed", "0", "--out", out, "--quiet"],
      );
      assertEquals(status, 0, stderr);
    });
  },
);

itNeeds(
  rights,
  "deno task table refuses what is no table of runs, as a user's mistake",
  async () => {
    await withFolder(async (out) => {
      assertEquals((await runTask("table", "--out", out)).status, 2);
      const { status, stderr } = await runTask("table", `${out}/missing`, "--out", `${out}/table`);
      assertEquals(status, 1);
      assertMatch(stderr, /^error: cannot read the folder /);
    });
  },
);
