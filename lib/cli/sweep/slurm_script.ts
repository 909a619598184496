import { posixWord } from "../posix_word.ts";
import type { SlurmRequest } from "./slurm_request.ts";

/** A run as the script starts it. */
export interface SlurmRun {
  /** How it begins where its task is started for the first time. */
  readonly begin: "resume" | "force";
  /** Its folder. */
  readonly folder: string;
  /** The flags of `train` but for these two. */
  readonly flags: readonly string[];
}

/** What a job array is made of. */
export interface SlurmPlan {
  /** A task each, with the runs that it does one after the other; one or more. */
  readonly tasks: readonly (readonly SlurmRun[])[];
  readonly request: SlurmRequest;
  /** The command that printed the script. */
  readonly command: string;
  /** The folder in which relative paths begin. */
  readonly directory: string;
  /** Where the tasks leave what they complain of. */
  readonly logs: string;
  /** Deno's program, its cache, and what follows `deno` before the flags of `train`. */
  readonly deno: string;
  readonly cache: string;
  readonly program: readonly string[];
}

/** How long before its time limit a task is told to stop, in seconds. */
const NOTICE = 120;

/** How often a task is queued again: after its time limit, and after something else killed its training. */
const EXTENSIONS = 50, REPAIRS = 3;

/**
 * The script of a Slurm job array, for `sbatch`, which keeps a copy of it: the runs stand in the script, so
 * that a task always means the same runs.
 *
 * A task that comes near its time limit gets SIGUSR1 from Slurm. Its script sends SIGTERM to the training,
 * which stops with a checkpoint, and puts the task back into the queue; so it does if something else has
 * killed the training. SIGTERM, which Slurm sends to what is cancelled or has to make room, stops the
 * training too; whether the task comes back is then up to Slurm.
 */
export function slurmScript(plan: SlurmPlan): string {
  const { tasks, request, command, directory, logs, deno, cache, program } = plan;
  const { minutes, memory, cores, basis } = request;
  const runs = tasks.reduce((sum, task) => sum + task.length, 0);
  const word = posixWord;
  const line = ({ begin, folder, flags }: SlurmRun) =>
    `train ${begin} ${[folder, ...flags].map(word).join(" ")}`;
  const cases = tasks.map((task, i) => `  ${i + 1})\n    ${task.map(line).join("\n    ")} ;;`);
  return `#!/bin/bash
# ${comment(command)}
#
# ${runs} runs in ${tasks.length} tasks. Submit with: sbatch FILE; at most 32 at a time: sbatch --array=1-${tasks.length}%32 FILE
# It may be submitted again: finished runs are not trained again, others resume from their checkpoints.
# ${basis.join("\n# ")}
#SBATCH --job-name=vae-sweep
#SBATCH --array=1-${tasks.length}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=${cores}
#SBATCH --mem=${memory}M
#SBATCH --time=${minutes}
#SBATCH --signal=B:USR1@${NOTICE}
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=vae-sweep-%A.log

# The Deno and the packages of the machine that printed this; no network is needed.
deno=${word(deno)}
[ -x "$deno" ] || deno=deno
[ -n "$DENO_DIR" ] || DENO_DIR=${word(cache)}
export DENO_DIR DENO_NO_PROMPT=1 DENO_NO_UPDATE_CHECK=1 NO_COLOR=1

cd ${word(directory)} || exit 1
logs=${word(logs)}
mkdir -p "$logs" || exit 1
exec >> "$logs/\${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID.log" 2>&1

restarts=\${SLURM_RESTART_COUNT:-0}
child= signals=0 near_limit= stopped= failed=0
stop() {
  signals=$((signals + 1))
  if [ -n "$child" ]; then kill -TERM "$child" 2>/dev/null; fi
}
trap 'near_limit=1; stop' USR1
trap 'stopped=143; stop' TERM
trap 'stopped=130; stop' INT

# Ends this task, and queues it again unless that was done too often. $1: how often at most, $2: why, $3: the status.
queue_again() {
  if [ "$restarts" -ge "$1" ]; then
    echo "$(date +%FT%T) $2; not queued again, which was done $restarts times before."
    exit "$3"
  fi
  echo "$(date +%FT%T) $2; queued again."
  scontrol requeue "\${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
  exit "$3"
}

# Trains one run. $1: resume or force, $2: its folder, then the flags.
train() {
  local begin=$1 folder=$2 status seen
  shift 2
  if [ -n "$stopped" ]; then exit "$stopped"; fi
  if grep -qs '"finishedAt"' "$folder/run.json" && [ "$begin" = resume ]; then return; fi
  if [ -n "$near_limit" ]; then queue_again ${EXTENSIONS} "near the time limit" 143; fi
  if [ "$restarts" -gt 0 ]; then begin=resume; fi
  "$deno" ${program.map(word).join(" ")} "$@" "--$begin" --out "$folder" --quiet &
  child=$!
  if [ "$signals" -gt 0 ]; then kill -TERM "$child"; fi # it came just now
  # A signal ends a wait, but not the training.
  while
    seen=$signals
    wait "$child"
    status=$?
    [ "$seen" != "$signals" ]
  do :; done
  child=
  if [ "$status" = 0 ]; then return; fi
  echo "$(date +%FT%T) $folder: status $status"
  if [ -n "$stopped" ]; then exit "$stopped"; fi
  if [ -n "$near_limit" ]; then queue_again ${EXTENSIONS} "near the time limit" "$status"; fi
  if [ "$status" -gt 128 ]; then queue_again ${REPAIRS} "the training was killed" "$status"; fi
  failed=1
}

case "$SLURM_ARRAY_TASK_ID" in
${cases.join("\n")}
  *)
    echo "there is no task $SLURM_ARRAY_TASK_ID: this array has tasks 1 to ${tasks.length}."
    exit 2 ;;
esac
exit "$failed"
`;
}

/** A text in a comment: without line ends, which would end it. */
function comment(text: string): string {
  return text.replace(/\s+/g, " ");
}
