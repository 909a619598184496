import { hostname } from "node:os";

/** What a Slurm of one node is made of: Debian's packages `slurm-wlm` and `munge`. */
const PROGRAMS = ["munged", "slurmctld", "slurmd", "sbatch", "scontrol", "scancel", "squeue"];

/** A program's path. Debian's daemons lie where a user's PATH does not look. */
async function place(program: string): Promise<string> {
  const path = `/usr/sbin/${program}`;
  return await Deno.stat(path).then(() => path, () => program);
}

/** How long its daemons get to start, and to end, in milliseconds. */
const START = 120_000, END = 10_000;

/** Why no Slurm can be started here; `undefined` if it can: it was, and ended. Needs the permissions read, write, run and sys. */
export async function noSlurm(): Promise<string | undefined> {
  if (Deno.build.os !== "linux") return "Slurm runs on Linux";
  if (Deno.uid() !== 0) return "only root can start Slurm's daemons";
  for (const program of PROGRAMS) {
    try {
      await new Deno.Command(await place(program), {
        ...{ args: ["--version"], stdout: "null", stderr: "null" },
      }).output();
    } catch {
      return `no ${program} here; Debian's packages slurm-wlm and munge have it`;
    }
  }
  // A container may have the programs and not what their daemons want of a machine.
  try {
    await using _ = await OneNodeSlurm.start();
  } catch (error) {
    return (error as Error).message.replaceAll("\n", " ");
  }
}

/**
 * A Slurm cluster of this machine alone, with two cores, in a folder of its own: its key, its sockets, its
 * configuration and the files with its daemons' process ids. It ends when it is disposed of.
 */
export class OneNodeSlurm implements AsyncDisposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Starts it, and waits until its node takes jobs. @throws {Error} with the daemons' logs if it does not */
  static async start(): Promise<OneNodeSlurm> {
    const folder = await Deno.makeTempDir({ prefix: "slurm-" });
    const slurm = new OneNodeSlurm(folder);
    try {
      await slurm.#start();
      return slurm;
    } catch (error) {
      const logs = await slurm.#logs();
      await slurm[Symbol.asyncDispose]();
      throw new Error(`Slurm did not start: ${(error as Error).message}\n${logs}`);
    }
  }

  async #start(): Promise<void> {
    const folder = this.#folder;
    for (const name of ["state", "spool"]) await Deno.mkdir(`${folder}/${name}`);
    const key = crypto.getRandomValues(new Uint8Array(1024));
    await Deno.writeFile(`${folder}/munge.key`, key, { mode: 0o400 });
    await Deno.writeTextFile(`${folder}/slurm.conf`, configuration(folder));
    await this.run(
      "munged",
      "--force",
      ...["key-file=munge.key", "socket=munge.socket", "pid-file=munged.pid"]
        .concat("log-file=munged.log", "seed-file=munged.seed")
        .map((option) => `--${option.replace("=", `=${folder}/`)}`),
    );
    await this.run("slurmctld", "-c");
    await this.run("slurmd", "-c");
    const deadline = Date.now() + START;
    while (!/^idle$/m.test(await this.run("sinfo", "--noheader", "--format=%T").catch(() => ""))) {
      if (Date.now() > deadline) throw new Error("its node is not idle");
      await pause();
    }
  }

  /** Runs one of its programs to its end. @returns what it printed. @throws {Error} with its complaint */
  async run(program: string, ...args: string[]): Promise<string> {
    const { success, stdout, stderr } = await this.#command(await place(program), args).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
    if (success) return text(stdout);
    throw new Error(`${program}: ${text(stderr)}`);
  }

  /** Starts one of its programs, which is ended, if it has not ended by itself, when it is disposed of. */
  spawn(program: string, ...args: string[]): AsyncDisposable {
    const child = this.#command(program, args).spawn();
    const output = child.output();
    return {
      async [Symbol.asyncDispose]() {
        signal(child.pid, "SIGKILL");
        await output;
      },
    };
  }

  #command(program: string, args: string[]): Deno.Command {
    return new Deno.Command(program, {
      args,
      cwd: this.#folder, // where the array's own log goes
      env: { SLURM_CONF: `${this.#folder}/slurm.conf` },
      ...{ stdin: "null", stdout: "piped", stderr: "piped" },
    });
  }

  /** Ends all jobs, then the daemons by their process ids, whatever state they are in. */
  async [Symbol.asyncDispose](): Promise<void> {
    const deadline = Date.now() + END;
    await this.run("scancel", "--user=root").catch(() => {});
    while (Date.now() < deadline && await this.run("squeue", "--noheader").catch(() => "")) {
      await pause();
    }
    // Their process ids are theirs still: they have been started by this process, and ended by nobody else.
    for (const daemon of ["slurmd", "slurmctld", "munged"]) await this.#end(daemon);
    await Deno.remove(this.#folder, { recursive: true });
  }

  async #end(daemon: string): Promise<void> {
    const file = `${this.#folder}/${daemon}.pid`;
    const process = Number(await Deno.readTextFile(file).catch(() => ""));
    if (!(process > 1)) return; // it never started
    const deadline = Date.now() + END;
    while (signal(process, Date.now() > deadline ? "SIGKILL" : "SIGTERM")) await pause();
  }

  async #logs(): Promise<string> {
    const texts = ["munged", "slurmctld", "slurmd"].map((name) =>
      Deno.readTextFile(`${this.#folder}/${name}.log`).catch(() => "")
    );
    return (await Promise.all(texts)).join("\n").slice(-4000);
  }
}

function configuration(folder: string): string {
  const node = hostname().split(".")[0];
  const port = 20_000 + 2 * crypto.getRandomValues(new Uint16Array(1))[0] % 10_000;
  return `ClusterName=lab
SlurmctldHost=${node}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.socket
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
SchedulerParameters=sched_interval=2
SlurmctldPort=${port}
SlurmdPort=${port + 1}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
SlurmdParameters=config_overrides
ReturnToService=2
MailProg=/bin/true
NodeName=${node} NodeAddr=127.0.0.1 CPUs=2 RealMemory=4096 State=UNKNOWN
PartitionName=lab Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}

/** Whether there was such a process to send it to. */
function signal(process: number, name: Deno.Signal): boolean {
  try {
    Deno.kill(process, name);
    return true;
  } catch {
    return false;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 200));
}
