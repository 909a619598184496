/** Door to preact: views as functions of state, in the page. */
export { render } from "npm:preact@11.2.0";
export type { ComponentChildren, JSX, RefObject, VNode } from "npm:preact@11.2.0";
export { useEffect, useId, useMemo, useRef } from "npm:preact@11.2.0/hooks";
