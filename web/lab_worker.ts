/** The worker of Explore: holds a model on the engine, and answers the page's questions about it. */
import { UserError } from "../lib/user_error.ts";
import type { Answer, Kind, Question, Reply } from "./explore/protocol.ts";
import { answers } from "./explore/worker/answers.ts";
import type { HeldModel } from "./explore/worker/held_model.ts";
import { openModel } from "./explore/worker/open_model.ts";
import { startEngine } from "./start_engine.ts";
import { words } from "./words.ts";

/** What TypeScript knows as a window is a worker here. */
const worker = globalThis as unknown as {
  onmessage: (event: MessageEvent<Question>) => void;
  postMessage(reply: Reply): void;
};

const engine = startEngine(1);
let held: HeldModel | undefined;

/** @returns nothing for a question about a model that is no longer held */
async function answer({ id, kind, ask }: Question): Promise<Answer<Kind> | undefined> {
  if (kind === "ping") return true;
  await engine;
  if (kind === "open") {
    const opened = await openModel(ask as Question<"open">["ask"], id);
    held?.replace();
    held = opened.held;
    return opened.facts;
  }
  const model = held;
  if (!model || (ask as { readonly model: number }).model !== model.id) return;
  const work = answers[kind] as (model: HeldModel, ask: unknown) => Promise<Answer<Kind>>;
  return await model.use(() => work(model, ask));
}

worker.onmessage = async ({ data }) => {
  const { id } = data;
  try {
    worker.postMessage({ id, answer: await answer(data) });
  } catch (error) {
    worker.postMessage({ id, error: lineOf(error) });
  }
};

/** What to tell the reader. */
function lineOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return words.explore.internal(error instanceof Error ? error.message : String(error));
}
