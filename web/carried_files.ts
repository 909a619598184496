import type { SiteSource, WorkerName } from "./site_source.ts";

/** Files by their paths, packed with gzip. */
export type CarriedFiles = Readonly<Record<string, Blob>>;

/** What a worker of a document is told first. */
export interface WorkerStart {
  readonly files: CarriedFiles;
}

/**
 * The files that a document carries in itself, each in an element that the browser does not run:
 *
 *     <script type="text/plain" data-file="site.json">H4sI ...</script>
 *
 * Its text is the file, packed with gzip, in base64; it is decoded when the page asks for it, or starts a worker.
 *
 * @param program the text of the script that the page and its workers run
 */
export function documentSource(program: string): SiteSource {
  const known = new Map<string, Blob>();
  const elements = () => document.querySelectorAll<HTMLElement>("script[data-file]");
  const decoded = (element: HTMLElement) => {
    const path = element.dataset.file!;
    const file = known.get(path) ?? new Blob([Uint8Array.fromBase64(element.textContent)]);
    known.set(path, file);
    return file;
  };
  return {
    isDocument: true,
    read(path) {
      const element = [...elements()].find(({ dataset }) => dataset.file === path);
      return element
        ? Promise.resolve(decoded(element))
        : Promise.reject(new Error(`the document carries no ${path}`));
    },
    startWorker(name) {
      const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
      const worker = new Worker(url, { name });
      setTimeout(() => URL.revokeObjectURL(url), 10_000); // the worker has read it by then
      const files = Object.fromEntries(
        [...elements()].map((element) => [element.dataset.file!, decoded(element)]),
      );
      worker.postMessage({ files } satisfies WorkerStart);
      return worker;
    },
  };
}

/** The files of the document in one of its workers, which cannot see it: they come with its first message. */
export function workerSource(): SiteSource {
  const start = Promise.withResolvers<WorkerStart>();
  addEventListener("message", (event: MessageEvent<WorkerStart>) => {
    event.stopImmediatePropagation(); // the worker's program knows other messages
    start.resolve(event.data);
  }, { once: true });
  return {
    isDocument: true,
    async read(path) {
      const { files } = await start.promise;
      if (!Object.hasOwn(files, path)) throw new Error(`the document carries no ${path}`);
      return files[path];
    },
    startWorker(name: WorkerName) {
      throw new Error(`a worker starts no other (${name})`);
    },
  };
}
