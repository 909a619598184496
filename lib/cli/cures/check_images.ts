import { checkCount } from "../check_count.ts";
import { noteVariety } from "../check_variety.ts";
import { loadImages } from "../load_images.ts";
import type { Terminal } from "../terminal.ts";

/**
 * Makes sure, before hours of training, that the images can be measured afterwards.
 *
 * @throws {UserError} among others, if a mean over the test images would have no standard error
 */
export async function checkImages(
  { data: source, images: count }: { readonly data: string; readonly images?: number },
  terminal: Terminal,
): Promise<void> {
  noteVariety(await loadImages({ source, count }, terminal), terminal);
  const test = await loadImages({ source, split: "test" }, terminal);
  checkCount(test, {
    ...{ least: 2, images: "test images", task: "cures" },
    since: "information and likelihood are means over them with standard errors",
  });
}
