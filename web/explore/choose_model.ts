import { batch } from "../../lib/deps/preact_signals.ts";
import { oneLine, UserError } from "../../lib/user_error.ts";
import type { Site } from "../site.ts";
import { notice, state } from "../state.ts";
import { words } from "../words.ts";
import { client, file, first, model, opening, site, units } from "./explored.ts";
import type { LabClient } from "./lab_client.ts";
import { offeredModels } from "./offered_models.ts";
import type { ModelFacts } from "./protocol.ts";
import { stop } from "./stop.ts";
import { tell } from "./tell.ts";

/** The path of the model that is held, as the address has it; none of a file from the disk. */
let heldPath: string | undefined;

/** Shows a model of the list; if it cannot be had, the earlier one stays. */
export async function choosePath(path: string): Promise<void> {
  const [asked, offered] = [client.peek(), site.peek()];
  if (!asked || !offered) return;
  notice.value = "";
  const facts = await openPath(asked, offered, path);
  if (!facts) return;
  batch(() => {
    forgetCode();
    [heldPath, file.value] = [path, undefined];
    state.explore.model.value.value = path;
    take(facts);
  });
}

/** Shows the model in a file from the reader's disk; if it is none, the earlier one stays. */
export async function openFile(chosen: File): Promise<void> {
  const asked = client.peek();
  if (!asked) return;
  notice.value = "";
  const facts = await open(() => asked.ask("open", { file: chosen }));
  if (!facts) return;
  batch(() => {
    if (file.peek() !== chosen) forgetCode();
    [heldPath, file.value] = [undefined, chosen];
    state.explore.model.value.value = "";
    take(facts);
  });
}

/** Shows the model that the address names, if it is not the one that is held. */
export async function showNamedModel(
  asked: LabClient,
  offered: Site,
  wanted: string,
): Promise<void> {
  if (isHeld(wanted)) return;
  const facts = await openPath(asked, offered, wanted);
  const entry = state.explore.model.value;
  if (asked !== client.peek() || entry.peek() !== wanted) return;
  if (facts) {
    batch(() => {
      [heldPath, file.value] = [wanted, undefined];
      take(facts);
    });
  } else if (model.peek() || wanted !== "") entry.value = model.peek() ? heldPath ?? "" : "";
  else stop(notice.peek());
}

/** Whether this is the model that is held, or is being read from the reader's disk. */
function isHeld(wanted: string): boolean {
  return file.peek() ? wanted === "" : model.peek() !== undefined && wanted === heldPath;
}

function openPath(
  asked: LabClient,
  offered: Site,
  wanted: string,
): Promise<ModelFacts | undefined> {
  const models = offeredModels(offered);
  const found = wanted === "" ? models[0] : models.find(({ path }) => path === wanted);
  // Told a moment later: the notice of an address that is being taken over would replace it.
  return open(async () => {
    if (!found) throw new UserError(words.explore.model.notOffered(oneLine(wanted)));
    return await asked.ask("open", { path: found.path, prior: found.prior });
  });
}

/** @returns nothing where there is no such model, which the notice tells, or another was asked for meanwhile */
async function open(
  ask: () => Promise<ModelFacts | undefined>,
): Promise<ModelFacts | undefined> {
  opening.value = true;
  try {
    return await ask();
  } catch (error) {
    tell((error as Error).message);
  } finally {
    opening.value = false;
  }
}

/** Goes over to a model that was opened. */
function take(facts: ModelFacts): void {
  dropUnits(facts.latentSize);
  units.value = first.value = { pending: true };
  model.value = facts;
}

/** Drops what the address says of units and images that there are not, and tells it. */
export function dropMisfits(): void {
  const [held, measured] = [model.peek(), units.peek().value];
  // What is said of a model that is still being read is seen to when it is there.
  if (held && isHeld(state.explore.model.value.peek())) dropUnits(held.latentSize);
  if (measured) dropImages(measured.count);
}

function dropUnits(d: number): void {
  const { code, horizontal, vertical } = state.explore;
  const given = code.value.peek().length;
  if (given > 0 && given !== d) {
    tell(words.explore.code.otherLength(given, d));
    code.value.value = [];
  }
  for (const axis of [horizontal, vertical]) {
    const unit = axis.value.peek();
    if (unit === undefined || unit < d) continue;
    tell(words.explore.map.noUnit(unit, d));
    axis.value.value = undefined;
  }
}

function dropImages(count: number): void {
  const { from, to, image } = state.explore;
  for (const entry of [from, to, image]) {
    const number = entry.value.peek();
    if (number === undefined || number < count) continue;
    tell(words.explore.imageField.missing(number, count));
    entry.value.value = undefined;
  }
}

/** What is said of the units of one model says nothing of another's. */
function forgetCode(): void {
  const { code, horizontal, vertical } = state.explore;
  code.value.value = [];
  horizontal.value.value = vertical.value.value = undefined;
}
