/** How far below or above the window an element may be to be near: its reader sees it soon. */
const NEAR = "100%";

/** Calls `use` once, as soon as an element is seen or nearly so; one in a closed `<details>` is not. */
export function whenNear(element: Element, use: () => void): void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    use();
  }, { rootMargin: `${NEAR} 0px` });
  observer.observe(element);
}
