import { type Answer, jsonNumber } from "../answer.ts";
import "../mod.ts"; // loaded before the student's file asks for it, which may read no file of the lab
import { answerOf, messageOf } from "./answer_of.ts";
import { watchMemory } from "./watch_memory.ts";

/** What a submission's process reads from its standard input, in one line of JSON. */
export interface Question {
  /** Begins the lines that are not the student's own printing. */
  readonly token: string;
  /** The student's file, as a URL. */
  readonly file: string;
  /** The cases of each function, by its name. */
  readonly cases: Readonly<Record<string, readonly unknown[]>>;
  /** What the process may use, in bytes. */
  readonly memory: number;
}

/** A student's function: of any arguments, it may give anything. */
// deno-lint-ignore no-explicit-any -- what a stranger exports has no type
export type StudentFunction = (...given: any[]) => unknown;

/** How a case is put to a function: the call whose result is the answer. */
export type Ask = (call: StudentFunction, at: never) => unknown;

/**
 * The main program of a step's probe: imports the student's file, puts each case to its function, and prints the
 * answers. It runs in a process of its own, which may read the submission and nothing else, and judges nothing:
 * whatever the student's code does to this process, it gains nothing but values that are compared elsewhere.
 *
 * @param asks how the cases of each function are put to it, by the function's name
 */
export async function answerTo(asks: Readonly<Record<string, Ask>>): Promise<void> {
  const { token, file, cases, memory } = JSON.parse(await readInput()) as Question;
  const print = (line: object) =>
    Deno.stdout.writeSync(
      new TextEncoder().encode(`\n${token} ${
        JSON.stringify(line, (_, value) => typeof value === "number" ? jsonNumber(value) : value)
      }\n`),
    );
  watchMemory(memory, token); // to the end, which is that the process is killed when it has answered
  forgetStorage();
  const student = await import(file).catch((error) => {
    print({ unreadable: messageOf(error, file) });
  });
  if (!student) return;
  const answers: Record<string, readonly Answer[]> = {};
  for (const [name, ask] of Object.entries(asks)) {
    const call = student[name];
    if (typeof call !== "function") {
      answers[name] = [{ other: `no function ${name}` }];
      continue;
    }
    const given: Answer[] = [];
    for (const at of cases[name]) given.push(await answerOf(() => ask(call, at as never), file));
    answers[name] = given;
  }
  print({ answers });
}

/** Takes away what a page has to keep things in, which needs no permission. */
function forgetStorage(): void {
  for (const name of ["localStorage", "sessionStorage", "caches"]) {
    delete (globalThis as Record<string, unknown>)[name];
  }
}

async function readInput(): Promise<string> {
  return await new Response(Deno.stdin.readable).text();
}
