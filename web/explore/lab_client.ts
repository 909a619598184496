import { UserError } from "../../lib/user_error.ts";
import { type Watch, watchWorker } from "../parts/watch_worker.ts";
import { siteSource } from "../site_source.ts";
import type { Answer, Ask, Kind, Question, Reply } from "./protocol.ts";

/** A question that is being answered, and the one that waits for it. */
interface Lane {
  busy: boolean;
  next?: Waiting;
}
interface Waiting {
  readonly question: Question;
  answer(value: Answer<Kind> | undefined): void;
  refuse(error: Error): void;
}

/**
 * The worker of Explore, as promises. Of each kind of question one is answered at a time; while it is, the newest
 * waits, and those before it are given up: who drags a slider wants to see where it is now.
 */
export class LabClient {
  readonly #worker: Worker;
  readonly #asked = new Map<number, Waiting>();
  readonly #lanes = new Map<Kind, Lane>();
  readonly #watch: Watch;
  #id = 0;
  #ended = false;

  /** @param died is told once that the worker is gone, and whether it has ever answered */
  constructor(died: (heard: boolean) => void) {
    this.#worker = siteSource().startWorker("lab_worker");
    this.#watch = watchWorker(this.#worker, () => this.ask("ping", {}), (heard) => {
      this.end();
      died(heard);
    });
    this.#worker.onmessage = ({ data }: MessageEvent<Reply>) => this.#take(data);
  }

  /**
   * Asks the worker.
   *
   * @returns the answer; `undefined` where a newer question of its kind came, or another model
   * @throws {UserError} that says why there is none
   */
  ask<K extends Kind>(kind: K, ask: Ask<K>): Promise<Answer<K> | undefined> {
    return new Promise((answer, refuse) => {
      const question = { id: this.#id++, kind, ask } as Question;
      const waiting = { question, answer, refuse } as Waiting;
      if (this.#ended) return waiting.answer(undefined);
      const lane = this.#lanes.get(kind) ?? { busy: false };
      this.#lanes.set(kind, lane);
      if (!lane.busy) return this.#send(lane, waiting);
      lane.next?.answer(undefined);
      lane.next = waiting;
    });
  }

  /** Ends the worker; what was asked stays without an answer. */
  end(): void {
    this.#ended = true;
    this.#watch.end();
    this.#worker.terminate();
    for (const { answer } of this.#asked.values()) answer(undefined);
    for (const { next } of this.#lanes.values()) next?.answer(undefined);
    this.#asked.clear();
    this.#lanes.clear();
  }

  #send(lane: Lane, waiting: Waiting): void {
    lane.busy = true;
    this.#asked.set(waiting.question.id, waiting);
    this.#worker.postMessage(waiting.question);
  }

  #take({ id, answer, error }: Reply): void {
    this.#watch.heard();
    const asked = this.#asked.get(id);
    if (!asked) return;
    this.#asked.delete(id);
    const lane = this.#lanes.get(asked.question.kind)!;
    lane.busy = false;
    if (lane.next) {
      const { next } = lane;
      lane.next = undefined;
      this.#send(lane, next);
    }
    if (error === undefined) asked.answer(answer);
    else asked.refuse(new UserError(error));
  }
}
