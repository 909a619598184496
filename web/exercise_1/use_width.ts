import { type RefObject, useEffect, useRef } from "../../lib/deps/preact.ts";
import { type ReadonlySignal, useSignal } from "../../lib/deps/preact_signals.ts";

/** The width of an element in CSS pixels, as it is now: a drawing of that width has letters of one size on any screen. */
export function useWidth(
  initial: number,
): [element: RefObject<HTMLDivElement | null>, width: ReadonlySignal<number>] {
  const element = useRef<HTMLDivElement>(null);
  const width = useSignal(initial);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      width.value = Math.max(1, Math.floor(entry.contentRect.width));
    });
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
