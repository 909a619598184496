/**
 * Serves a site with a stand-in for the page's bundle, as `deno task explore` does.
 *
 *     deno run --allow-net=127.0.0.1 --allow-read tests/cli/explore/site_server.ts RUNS DATA [PORT]
 *
 * A program of its own, since the tests have no permission to use a network. Prints its address; serves
 * until its standard input ends.
 */
import { serveSite } from "../../../lib/cli/explore/serve_site.ts";
import { siteContent } from "../../../lib/cli/explore/site_content.ts";
import { SiteImages } from "../../../lib/cli/explore/site_images.ts";
import { siteModels } from "../../../lib/cli/explore/site_models.ts";
import { STAND_IN } from "./stand_in.ts";

const [runs, data, port] = Deno.args;

if (import.meta.main) {
  const images = new SiteImages(data, console.error);
  const parts = { page: STAND_IN, runs, images, models: await siteModels(undefined) };
  try {
    const address = serveSite({
      port: port === undefined ? undefined : Number(port),
      signal: new AbortController().signal,
      content: (path) => siteContent(parts, path),
      tell: console.error,
    });
    console.log(address);
  } catch (error) {
    console.log(`${(error as Error).name}: ${(error as Error).message}`);
  }
  await Deno.stdin.readable.pipeTo(new WritableStream());
  Deno.exit();
}
