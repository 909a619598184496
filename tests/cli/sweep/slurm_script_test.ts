/** The script of a job array, run by bash with programs in place of Deno and Slurm that note what they are asked. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fc } from "../../../lib/deps/fast_check.ts";
import { it } from "@std/testing/bdd";
import { slurmScript } from "../../../lib/cli/sweep/slurm_script.ts";
import { slurmRequest } from "../../../lib/cli/sweep/slurm_request.ts";
import { itNeeds, type Right } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";

const rights: Right[] = ["read", "write", "run", "env"];
const request = { minutes: 10, memory: 1024, cores: 1, basis: ["Measured."] };

/** Runs one task of an array of these runs. */
async function runArray(folder: string, options: {
  /** What stands in place of Deno: lines of bash. */
  readonly deno: string;
  readonly runs: { begin: "resume" | "force"; folder: string; flags: string[] }[][];
  readonly task?: number;
  readonly restarts?: number;
  readonly directory?: string;
  readonly logs?: string;
  readonly command?: string;
  /** Sent to the script once the program has begun. */
  readonly signal?: Deno.Signal;
}) {
  const { deno, runs, task = 1, restarts, signal } = options;
  const { directory = folder, logs = "logs", command = "deno task sweep --slurm" } = options;
  const bin = `${folder}/bin`;
  await Deno.mkdir(bin, { recursive: true });
  const program = (name: string, lines: string) =>
    Deno.writeTextFile(`${bin}/${name}`, `#!/bin/bash\n${lines}\n`, { mode: 0o755 });
  await program("deno", `printf '%s\\0' "$DENO_DIR" "$@" >> "${folder}/asked"\n${deno}`);
  await program("scontrol", `echo "$@" >> "${folder}/requeued"`);
  const script = slurmScript({
    tasks: runs,
    ...{ request, command, directory, logs, deno: `${bin}/deno`, cache: `${folder}/a cache` },
    program: ["run", "--cached-only", "the train.ts"],
  });
  await Deno.writeTextFile(`${folder}/array.sh`, script);
  const child = new Deno.Command("bash", {
    args: [`${folder}/array.sh`],
    cwd: "/",
    clearEnv: true,
    env: {
      PATH: `${bin}:/usr/bin:/bin`,
      SLURM_ARRAY_JOB_ID: "7",
      SLURM_ARRAY_TASK_ID: `${task}`,
      ...restarts === undefined ? {} : { SLURM_RESTART_COUNT: `${restarts}` },
    },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  if (signal) {
    while (!await Deno.stat(`${folder}/begun`).catch(() => undefined)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill(signal);
  }
  const { code, stderr } = await child.output();
  const read = (file: string) => Deno.readTextFile(file).catch(() => "");
  const asked = (await read(`${folder}/asked`)).split("\0").slice(0, -1);
  const log = await read(`${logs.startsWith("/") ? "" : `${directory}/`}${logs}/7_${task}.log`);
  return {
    code,
    asked,
    log,
    requeued: await read(`${folder}/requeued`),
    stderr: new TextDecoder().decode(stderr),
  };
}

const run = (folder: string, ...flags: string[]) => ({ begin: "resume" as const, folder, flags });
/** Waits for SIGTERM, as a training does, and ends as one. */
const TRAINING = (folder: string) =>
  `trap 'exit 143' TERM; touch "${folder}/begun"; while :; do sleep 0.05; done`;

if (Deno.build.os === "windows") it.skip("slurmScript() (skipped: needs bash)", () => {});
else {
  itNeeds(rights, "slurmScript() hands every word on as it is, whatever is in it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom("it's $(touch here) `x`", 'a "quoted" name', "back\\slash", "two\nlines"),
        async (words, name) => {
          const flags = words.map((word) => word.replaceAll("\0", "0"));
          await withFolder(async (folder) => {
            const directory = `${folder}/${name}`;
            await Deno.mkdir(directory);
            const { code, asked, stderr } = await runArray(folder, {
              deno: "exit 0",
              runs: [[run("other", "--no")], [run(`out/${name}`, ...flags)]],
              ...{ task: 2, directory, logs: `out/${name}/slurm`, command: `sweep --out ${name}` },
            });
            assertEquals(code, 0, stderr);
            assertEquals(asked, [
              `${folder}/a cache`,
              ...["run", "--cached-only", "the train.ts", ...flags],
              ...["--resume", "--out", `out/${name}`, "--quiet"],
            ]);
          });
        },
      ),
      { numRuns: 20 },
    );
  });

  itNeeds(rights, "a task near its time limit stops its training and is queued again", async () => {
    await withFolder(async (folder) => {
      const { code, log, requeued, asked } = await runArray(folder, {
        deno: TRAINING(folder),
        runs: [[run("a"), run("b")]],
        signal: "SIGUSR1",
      });
      assertEquals([code, requeued], [143, "requeue 7_1\n"]);
      assertMatch(log, / a: status 143\n.* near the time limit; queued again\.\n$/);
      assertEquals(asked.filter((word) => word === "run").length, 1, "the next run began");
    });
  });

  itNeeds(rights, "a task that is cancelled stops its training and stays away", async () => {
    for (const [signal, status] of [["SIGTERM", 143], ["SIGINT", 130]] as const) {
      await withFolder(async (folder) => {
        const { code, requeued } = await runArray(folder, {
          ...{ deno: TRAINING(folder), runs: [[run("a")]], signal },
        });
        assertEquals([code, requeued], [status, ""]);
      });
    }
  });

  itNeeds(rights, "a task whose training was killed is queued again three times", async () => {
    for (const [restarts, again] of [[undefined, true], [2, true], [3, false]] as const) {
      await withFolder(async (folder) => {
        const { code, log, requeued } = await runArray(folder, {
          ...{ deno: "kill -KILL $$", runs: [[run("a")]], restarts },
        });
        assertEquals([code, requeued], [137, again ? "requeue 7_1\n" : ""]);
        assertStringIncludes(log, "the training was killed; ");
      });
    }
  });

  itNeeds(rights, "a run that fails does not stop the others of its task", async () => {
    await withFolder(async (folder) => {
      await Deno.mkdir(`${folder}/done`);
      await Deno.writeTextFile(`${folder}/done/run.json`, '{ "finishedAt": "2026" }');
      const { code, log, requeued, asked } = await runArray(folder, {
        deno: 'case "$*" in *"--out a "*) exit 1 ;; esac',
        runs: [[run("a"), run("done"), { ...run("b"), begin: "force" }]],
      });
      assertEquals([code, requeued], [1, ""]);
      assertMatch(log, / a: status 1\n$/);
      assertEquals(asked.filter((word) => /^(a|b|done|--resume|--force)$/.test(word)), [
        ...["--resume", "a", "--force", "b"],
      ]);
    });
  });

  itNeeds(
    rights,
    "a run that is to begin anew is resumed once its task was queued again",
    async () => {
      await withFolder(async (folder) => {
        const { asked } = await runArray(folder, {
          ...{ deno: "exit 0", runs: [[{ ...run("a"), begin: "force" }]], restarts: 1 },
        });
        assertEquals(asked.filter((word) => /^--(resume|force)$/.test(word)), ["--resume"]);
      });
    },
  );

  it("the command in a script's head cannot end its comment", () => {
    const script = slurmScript({
      tasks: [[run("a")]],
      ...{ request, command: "sweep --out 'x\nrm -rf y'", directory: "/", logs: "l" },
      ...{ deno: "deno", cache: "/c", program: [] },
    });
    assert(!/^rm /m.test(script), script);
  });
}

it("slurmRequest() asks for twice what the slowest finished run took", () => {
  const runs = [6, 6, 12].map((epochs, i) => ({
    ...{ name: `${i}`, folder: `${i}`, options: { epochs, images: 30_000, backend: "blas" } },
  })) as Parameters<typeof slurmRequest>[0];
  const over = (mean: number) => ({ n: 2, mean, deviation: 0, low: mean, high: mean });
  const cost = {
    ...{ backend: "blas", architecture: "lab", images: 30_000, pixels: 784, latentSize: 8 },
    ...{ batchSize: 128, epochs: 6, seconds: over(600), objective: "elbo", inference: "joint" },
  };
  // 6 epochs took 600 s, so 12 take 1,200 s; twice that and 5 minutes are 45 minutes.
  const one = slurmRequest(runs, 1, [cost], 30_000 * 784);
  assertEquals([one.minutes, one.memory, one.cores], [45, 1024, 1]);
  assertStringIncludes(one.basis[0], "the slowest of 2 finished runs here took 200.0 s an epoch");
  // The two longest after one another: 1,800 s.
  assertEquals(slurmRequest(runs, 2, [cost], 0).minutes, 65);
  // 13 s for each of 12 epochs of half as many images: 78 s; 2.6 minutes and 5.
  assertEquals(slurmRequest(runs, 1, [], 0).minutes, 10);
  // 100,000 images of 64 x 64 pixels twice: 781 MiB beside 262.
  assertEquals(slurmRequest(runs, 1, [], 100_000 * 64 * 64).memory, 3072);
  // Without a backend it is blas or wasm; TensorFlow's library takes more, and is named.
  const on = (backend?: "tensorflow") =>
    slurmRequest(runs.map((run) => ({ ...run, options: { ...run.options, backend } })), 1, [], 0);
  assertStringIncludes(on().basis[1], "Memory: 262 MiB, the most that was measured, and");
  assertStringIncludes(
    on("tensorflow").basis[1],
    "Memory: 585 MiB, the most that was measured (of Tens",
  );
  assertEquals([on().memory, on("tensorflow").memory], [1024, 2048]);
});
