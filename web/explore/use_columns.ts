import { useEffect } from "../../lib/deps/preact.ts";
import { useSignal } from "../../lib/deps/preact_signals.ts";

/** Pictures in a row: fewer where the window is narrow, so that each can still be seen. */
export function useColumns(wide: number, narrow: number): number {
  const query = matchMedia("(max-width: 45rem)");
  const isNarrow = useSignal(query.matches);
  useEffect(() => {
    const change = () => isNarrow.value = query.matches;
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, []);
  return isNarrow.value ? narrow : wide;
}
