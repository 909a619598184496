/// <reference lib="dom" />
import type { Page } from "../../lib/deps/puppeteer.ts";

/** A file of the run that the browser keeps, as its bytes; of the one that began last. */
export async function keptFile(page: Page, name: string): Promise<Uint8Array> {
  const text = await page.evaluate(async (name: string) => {
    const open = indexedDB.open("keyval-store");
    const database = await new Promise<IDBDatabase>((resolve) =>
      open.onsuccess = () => resolve(open.result)
    );
    const store = database.transaction("keyval").objectStore("keyval");
    const finished = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => request.onsuccess = () => resolve(request.result));
    const keys = (await finished(store.getAllKeys())) as string[][];
    const start = ([id]: string[]) => id.slice(id.lastIndexOf(", "));
    const [last] = keys.filter(([, file]) => file === name)
      .sort((a, b) => start(b).localeCompare(start(a)));
    const bytes = await finished(store.get(last));
    database.close();
    // As text, since what is not JSON does not leave the page.
    return [...bytes as Uint8Array].map((byte) => String.fromCharCode(byte)).join("");
  }, name);
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Its lines. */
export async function keptLines(page: Page, name: string): Promise<string[]> {
  return new TextDecoder().decode(await keptFile(page, name)).trimEnd().split("\n");
}
