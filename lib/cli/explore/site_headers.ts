/** The headers under which a browser lets a page share memory with its workers: threads of the engine. */
export const ISOLATION: Readonly<Record<string, string>> = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/**
 * What the page may load and do: nothing but this server's own files, and WebAssembly. Styles stand in
 * the figures' SVG, too.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval' blob:",
  "worker-src 'self' blob:",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join("; ");

/** Content types by the ends of names. */
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  json: "application/json",
  jsonl: "application/jsonl",
  wasm: "application/wasm",
  svg: "image/svg+xml",
  png: "image/png",
};

/** The headers of every answer. @param name the name of a file of its type */
export function siteHeaders(name: string, size: number): Record<string, string> {
  return {
    ...ISOLATION,
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "content-type": TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream",
    "content-length": String(size),
  };
}
