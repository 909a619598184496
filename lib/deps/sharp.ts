/** Door to sharp: decodes and scales pictures with libvips (needs `--allow-ffi`). */
import process from "node:process";
import type Sharp from "npm:sharp@0.35.5";

/** The package's function, by which a picture's bytes become another picture. */
export const sharp = await load();

/** While it loads, the package asks the environment how to compile libvips, which is never done here. */
async function load(): Promise<typeof Sharp> {
  const { env } = process;
  process.env = {};
  try {
    return (await import("npm:sharp@0.35.5")).default;
  } finally {
    process.env = env;
  }
}
