/** The program of a worker, by the name of its file in web/. */
export type WorkerName = "train_worker" | "lab_worker" | "theory_worker";

/** Where the page takes its files and the programs of its workers from. */
export interface SiteSource {
  /** Whether all of it stands in the document, which then needs no server. */
  readonly isDocument: boolean;
  /** A file of the site, perhaps packed with gzip. @throws {Error} if it cannot be had */
  read(path: string): Promise<Blob>;
  /** Starts a worker. */
  startWorker(name: WorkerName): Worker;
}

/** The server that the page came from. */
const server: SiteSource = {
  isDocument: false,
  async read(path) {
    const response = await fetch(new URL(path, import.meta.url));
    if (!response.ok) throw new Error(response.statusText);
    return await response.blob();
  },
  startWorker: (name) => new Worker(new URL(`${name}.js`, import.meta.url), { type: "module" }),
};

let source = server;

/** Where this page, or this worker, takes its files from. */
export function siteSource(): SiteSource {
  return source;
}

/** Takes them from elsewhere, from now on. */
export function useSource(other: SiteSource): void {
  source = other;
}
