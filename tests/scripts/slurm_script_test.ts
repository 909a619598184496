/** The job array of `deno task sweep --slurm` on a Slurm of one node: killed, queued again, resumed, collected. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { itNeeds, type Right } from "../needs.ts";
import { noSlurm, OneNodeSlurm } from "../one_node_slurm.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];

/** All waiting together takes no longer, in milliseconds: two minutes by Slurm's own clock, more on a busy machine. */
const PATIENCE = 600_000;

const granted = ["run", "sys", "read", "write"] as const;
const mayAsk = granted.every((name) => Deno.permissions.querySync({ name }).state === "granted");
const reason = mayAsk ? await noSlurm() : undefined;
const name = "a Slurm array goes on after a kill and a time limit, to the same models bit for bit";
if (reason) {
  it.skip(`${name} (skipped: ${reason})`, () => {});
} else {
  itNeeds(rights, name, async () => {
    await using slurm = await OneNodeSlurm.start();
    await withFolder(async (folder) => {
      const out = `${folder}/it's "$(here)"`;
      const args = (seeds: string, out: string) => [
        ...["--seed", seeds, "--schedule", "constant", "--images", "1280", "--epochs", "10"],
        ...["--backend", "wasm", "--threads", "1", "--out", out],
      ];
      const printed = await runTask("sweep", ...args("0-2", out), "--slurm");
      assertEquals(printed.status, 0, printed.stderr);
      await Deno.writeTextFile(`${folder}/sweep.sh`, printed.stdout);
      const job = await slurm.run("sbatch", "--parsable", `${folder}/sweep.sh`);
      const deadline = Date.now() + PATIENCE;
      const until = (what: string, look: () => boolean | Promise<boolean>) =>
        waitFor(look, deadline, async () => `${what}; ${await told(slurm, out)}`);

      // Two cores: two tasks run. One's training is killed, the other one comes near its time limit.
      const [first, second, third] = [0, 1, 2].map((seed) =>
        `${out}/beta-1_latent-8_constant_leaky_seed-${seed}`
      );
      const begun = (run: string) =>
        until(
          "a checkpoint",
          () => ["checkpoint.safetensors", "run.json"].every((name) => exists(`${run}/${name}`)),
        );
      const queuedAgain = (task: string) =>
        until(
          `task ${task} to be queued again`,
          async () =>
            /JobState=PENDING[^]*Restarts=1/.test(await slurm.run("scontrol", "show", "job", task)),
        );
      await Promise.all([
        begun(first).then(async () => {
          const lock = JSON.parse(await Deno.readTextFile(`${first}/.vae-lab.lock`));
          Deno.kill(lock.process, "SIGKILL");
          await queuedAgain(`${job}_1`);
        }),
        begun(second).then(async () => {
          // Slurm 22.05 sends it, says that it could not, and tries again for a minute: it is ended before that.
          await using _ = slurm.spawn("scancel", "--batch", "--signal=USR1", `${job}_2`);
          await queuedAgain(`${job}_2`);
        }),
      ]);
      const started = [first, second].map((run) => record(run).startedAt);
      // Slurm lets them wait for two minutes; the test need not.
      for (const task of [1, 2]) {
        await slurm.run("scontrol", "update", `JobId=${job}_${task}`, "StartTime=now");
      }
      for (const run of [first, second]) assertEquals(record(run).finishedAt, undefined);

      // The third is done before these, which then still wait or run.
      await until("a finished run", () => record(third)?.finishedAt);
      assert(await slurm.run("squeue", "--noheader"), "nothing runs any more");
      const collected = await runTask("sweep", "--collect", out, "--out", `${folder}/so far`);
      assertEquals(collected.status, 0, collected.stderr);
      const rows = JSON.parse(await Deno.readTextFile(`${folder}/so far/runs.json`));
      assert(rows.length >= 1 && rows.length < 3, `${rows.length} rows`);
      assertStringIncludes(collected.stderr, "unfinished");

      await until("the end of the array", async () => !await slurm.run("squeue", "--noheader"));
      for (const [i, run] of [first, second].entries()) {
        assert(record(run).finishedAt, await told(slurm, out));
        assertEquals(record(run).startedAt, started[i], "it was not resumed but begun anew");
      }
      const log = (task: number) => Deno.readTextFile(`${out}/slurm/${job}_${task}.log`);
      assertMatch(await log(1), /status 137\n.* the training was killed; queued again\.\n/);
      assertMatch(await log(2), /status 143\n.* near the time limit; queued again\.\n/);

      await Promise.all([first, second].map(async (run, seed) => {
        const straight = `${folder}/straight ${seed}`;
        const trained = await runTask("train", ...args(`${seed}`, straight), "--quiet");
        assertEquals(trained.status, 0, trained.stderr);
        const model = (folder: string) => Deno.readFile(`${folder}/model.safetensors`);
        assertEquals(await model(run), await model(straight));
      }));
    });
  });
}

function exists(file: string): boolean {
  try {
    return Deno.statSync(file).isFile;
  } catch {
    return false;
  }
}

/** A run's `run.json`, if it is there. */
function record(folder: string) {
  try {
    return JSON.parse(Deno.readTextFileSync(`${folder}/run.json`));
  } catch {
    return undefined;
  }
}

async function waitFor(
  look: () => boolean | Promise<boolean>,
  deadline: number,
  what: () => Promise<string>,
): Promise<void> {
  while (!await look()) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${await what()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** What there is to say of an array that did not do what it should. */
async function told(slurm: OneNodeSlurm, out: string): Promise<string> {
  const logs = await Array.fromAsync(Deno.readDir(`${out}/slurm`)).catch(() => []);
  const texts = logs.map(({ name }) => Deno.readTextFileSync(`${out}/slurm/${name}`));
  return [await slurm.run("squeue"), ...texts].join("\n");
}
