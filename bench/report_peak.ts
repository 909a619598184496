/** Run before a task (`deno run --preload`): writes the process' peak of resident bytes at its end. */
import process from "node:process";

globalThis.addEventListener("unload", () => {
  Deno.writeTextFileSync(
    Deno.env.get("BENCH_PEAK_FILE")!,
    String(1024 * process.resourceUsage().maxRSS),
  );
});
