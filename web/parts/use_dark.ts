import { useEffect } from "../../lib/deps/preact.ts";
import { useSignal } from "../../lib/deps/preact_signals.ts";

/** Whether the page is dark, now and whenever that changes. */
export function useDark(): boolean {
  const query = matchMedia("(prefers-color-scheme: dark)");
  const dark = useSignal(query.matches);
  useEffect(() => {
    const change = () => dark.value = query.matches;
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, []);
  return dark.value;
}
