import type { Page } from "../../../lib/cli/explore/bundle_page.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** What stands for the bundle of the page. */
export const STAND_IN: Page = new Map([
  ["index.html", encode("<!doctype html><title>stand-in</title>")],
  ["main.js", encode("document.title = 'bundled';")],
  ["style.css", encode("body { margin: 0; }")],
]);
