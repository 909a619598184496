/**
 * Downloads a file, of 16 MiB at most, and prints its length or why there is none.
 *
 *     deno run --allow-net=HOST tests/url/try_download.ts URL PATIENCE LONGEST
 */
import { download } from "../../lib/cli/download.ts";

const [url, patience, longest] = Deno.args;
try {
  const options = { patience: Number(patience), longest: Number(longest) };
  const bytes = await download(new URL(url), 2 ** 24, options);
  console.log(bytes ? `${bytes.length} bytes` : "no such file");
} catch (error) {
  console.log(`${(error as Error).name}: ${(error as Error).message}`);
}
