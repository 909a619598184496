import type { Thread } from "./thread_pool.ts";

/** Starts a thread of the engine in a page, from its text: no file of its own is needed. */
export function startWebThread(program: string): Thread {
  const text = `const receive = (begin) => {
    globalThis.onmessage = ({ data }) => begin(data);
  };\n${program}`;
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return new Worker(url, { type: "module" });
  } finally {
    // The worker has asked for it by now.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}
