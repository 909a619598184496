/**
 * The page in a document that carries all it needs: a file that is opened from the disk. The document's script
 * and its workers run this same text, so that it stands there once.
 */
import { documentSource, workerSource } from "./carried_files.ts";
import { useSource, type WorkerName } from "./site_source.ts";

/** What a worker runs; its name says which. */
const PROGRAMS: Readonly<Record<WorkerName, () => Promise<unknown>>> = {
  train_worker: () => import("./train_worker.ts"),
  lab_worker: () => import("./lab_worker.ts"),
  theory_worker: () => import("./theory_worker.ts"),
};

if ("document" in globalThis) {
  useSource(documentSource(document.currentScript!.textContent!));
  import("./open_document.ts").then(({ openDocument }) => openDocument());
} else {
  useSource(workerSource());
  PROGRAMS[self.name as WorkerName]();
}
