import { effect } from "../lib/deps/preact_signals.ts";
import { oneLine } from "../lib/user_error.ts";
import type { Entry } from "./entry.ts";
import { notice, state, type Tab } from "./state.ts";
import { words } from "./words.ts";

/** Milliseconds between two changes of the address: browsers refuse a hundred within half a minute. */
const WRITE_EVERY = 400;

/** The entries of a part of the page by their names. */
function entriesOf(tab: Tab): [string, Entry][] {
  return Object.entries(state[tab] as Readonly<Record<string, Entry>>);
}

/** What follows `#` in the address of what is seen: the part of the page, and all that is not as it is at first. */
export function addressOf(tab: Tab = state.tab.value.value): string {
  const parts = new URLSearchParams({ tab });
  for (const [name, { value, initial, write }] of entriesOf(tab)) {
    const text = write(value.value);
    if (value.value !== undefined && text !== write(initial)) parts.set(name, text);
  }
  return parts.toString().replaceAll("%2C", ",");
}

/**
 * Takes over what an address says; what it does not say becomes as it is at first.
 *
 * @param fragment what follows `#`
 * @returns what in it cannot be, a sentence each
 */
export function readAddress(fragment: string): string[] {
  const parts = new URLSearchParams(fragment);
  const wrong: string[] = [];
  const take = (name: string, entry: Entry) => {
    const text = parts.get(name);
    try {
      entry.value.value = text === null ? entry.initial : entry.read(text);
    } catch (error) {
      entry.value.value = entry.initial;
      wrong.push(words.common.wrongAddress(name, oneLine(text!), (error as Error).message));
    }
  };
  take("tab", state.tab as Entry);
  const entries = entriesOf(state.tab.value.value);
  for (const [name, entry] of entries) take(name, entry);
  const known = new Set(["tab", ...entries.map(([name]) => name)]);
  for (const name of parts.keys()) {
    if (!known.has(name)) wrong.push(words.common.unknownInAddress(oneLine(name)));
  }
  return wrong;
}

/** Reads the address now and whenever somebody changes it, and writes it whenever the state changes. */
export function followAddress(): void {
  let written: Tab | undefined;
  const read = () => {
    if (location.hash.slice(1) === addressOf()) return;
    notice.value = readAddress(location.hash.slice(1)).join(" ");
    written = state.tab.value.peek();
  };
  read();
  addEventListener("hashchange", read);
  addEventListener("popstate", read);
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    addressOf(); // what it reads, the effect follows
    timer ??= setTimeout(() => {
      timer = undefined;
      const address = `#${addressOf()}`;
      if (location.hash === address) return;
      // Another part of the page is a step that the Back button takes back.
      const isStep = state.tab.value.peek() !== written;
      written = state.tab.value.peek();
      if (isStep) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    }, WRITE_EVERY);
  });
}

/**
 * Where the page is a part of a document, whose own address names its sections: a link to `#tab=train&beta=8`
 * leads to the page and takes over what it says, and the address is never written.
 *
 * @param part the element in which the page is
 * @param show shows the page there, if it has not been shown yet
 */
export function followLinks(part: HTMLElement, show: () => void): void {
  const read = () => {
    const fragment = location.hash.slice(1);
    if (!fragment.startsWith("tab=")) return;
    notice.value = readAddress(fragment).join(" ");
    show();
    part.tabIndex = -1;
    part.focus({ preventScroll: true }); // from where Tab goes on
    part.scrollIntoView();
  };
  read();
  addEventListener("hashchange", read);
}
