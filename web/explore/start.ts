import { batch, effect } from "../../lib/deps/preact_signals.ts";
import { loadSite } from "../load_site.ts";
import { missingFile } from "../missing_file.ts";
import { notice, state } from "../state.ts";
import { words } from "../words.ts";
import { answered } from "./answered.ts";
import { dropMisfits, openFile, showNamedModel } from "./choose_model.ts";
import { client, file, first, model, site, stopped, units } from "./explored.ts";
import { LabClient } from "./lab_client.ts";
import { stop } from "./stop.ts";

let started = false;

/** Starts the worker, the first time that the part is shown, and from then on follows what is chosen. */
export function start(): void {
  if (started) return;
  started = true;
  begin();
  // Before the units, which take a second or two: so there is a picture at once.
  answered(() => {
    const [asked, held] = [client.value, model.value];
    return asked && held && asked.ask("first", { model: held.model });
  }, first);
  answered(() => {
    const [asked, held] = [client.value, model.value];
    return asked && held && asked.ask("units", { model: held.model });
  }, units);
  effect(() => {
    const wanted = state.explore.model.value.value;
    const [asked, offered] = [client.value, site.value];
    if (asked && offered) showNamedModel(asked, offered, wanted);
  });
  effect(() => {
    for (const { value } of Object.values(state.explore)) value.value; // what it reads, the effect follows
    units.value;
    // When all of an address has been taken over, since its notice replaces an earlier one.
    queueMicrotask(dropMisfits);
  });
}

/** Begins anew, with another worker and what the server offers now; the model and the code stay chosen. */
export function restart(): void {
  notice.value = "";
  begin();
}

async function begin(): Promise<void> {
  client.peek()?.end();
  // A worker that never answered could not be fetched.
  const fresh = new LabClient((heard) =>
    stop(heard ? words.explore.workerDied : missingFile("lab_worker.js"))
  );
  batch(() => {
    [stopped.value, model.value, site.value] = [false, undefined, undefined];
    client.value = fresh;
  });
  try {
    const offered = await loadSite();
    if (client.peek() !== fresh) return;
    site.value = offered;
    if (file.peek()) openFile(file.peek()!);
  } catch (error) {
    if (client.peek() === fresh) stop((error as Error).message);
  }
}
