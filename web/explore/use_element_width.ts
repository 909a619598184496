import { type RefObject, useEffect } from "../../lib/deps/preact.ts";
import { useSignal } from "../../lib/deps/preact_signals.ts";

/** The width of an element in CSS pixels, now and whenever it changes; 0 before it stands in the page. */
export function useElementWidth(element: RefObject<HTMLElement | null>): number {
  const width = useSignal(0);
  useEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) =>
      width.value = Math.floor(contentRect.width)
    );
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return width.value;
}
