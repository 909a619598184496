/** The engine in Chromium: from a file, where nothing can be shared or fetched, and from a server, on threads. */
import { assertEquals } from "@std/assert";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium, inChromium } from "../../in_chromium.ts";
import { withServer } from "../../url/with_server.ts";

type Lab = typeof import("../../neutral_core.ts");

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** What training on the engine gave; as text, it also runs in a page. */
async function trained(lab: Lab, threads: number) {
  await lab.tf.setBackend("cpu");
  const engine = new lab.Engine({ threads, startThread: lab.startWebThread });
  lab.registerEngine("engine", engine);
  await lab.tf.setBackend("engine");
  lab.registerDense("engine");
  const random = new lab.TorchRandom(0);
  const vae = new lab.Vae({ random });
  const pixels = Uint8Array.from({ length: 1024 * 784 }, (_, i) => (i * i) % 251);
  const data = new lab.DataSet("made up", new Uint8Array(1024), pixels);
  const objective = lab.annealedObjective({ warmUp: 0, annealing: 2 });
  const losses: number[] = [];
  for await (const event of lab.train(vae, data, { epochs: 2, random, objective })) {
    if (event.kind === "batch") losses.push(event.loss);
    await new Promise((resolve) => setTimeout(resolve, 5)); // a thread may start meanwhile
  }
  const found = { losses, threads: engine.threads, relaxed: engine.relaxed };
  engine.close();
  lab.tf.removeBackend("engine");
  return found;
}

/** A page in one file, which writes what it found into its title. */
async function page(folder: string, threads: number): Promise<string> {
  const core = new URL("../../neutral_core.ts", import.meta.url).href;
  const program = `import * as lab from ${JSON.stringify(core)};
    const found = await (${trained})(lab, ${threads}).catch((error) => error.stack);
    document.title = JSON.stringify(found);`;
  await Deno.writeTextFile(`${folder}/page.ts`, program);
  const bundle = [
    "bundle",
    "--quiet",
    "--no-check",
    "--platform",
    "browser",
    "--config",
    "deno.json",
  ];
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...bundle, `${folder}/page.ts`],
    cwd: root,
  }).output();
  const decoder = new TextDecoder();
  assertEquals(success, true, decoder.decode(stderr));
  const script = decoder.decode(stdout).replaceAll("</script", "<\\/script");
  return `<!doctype html><title></title><script type="module">${script}</script>`;
}

/** What the page at this URL found. */
async function visit(url: string, folder: string) {
  const args = ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${folder}/profile`];
  const wait = ["--virtual-time-budget=600000", "--dump-dom"];
  const { stdout } = await new Deno.Command(chromium!, { args: [...args, ...wait, url] }).output();
  const title = new TextDecoder().decode(stdout).match(/<title>(.*?)<\/title>/s)?.[1];
  return JSON.parse((title ?? "").replaceAll("&quot;", '"') || '"nothing"');
}

inChromium("a page from file:// trains on one thread, to the bits of Deno", async (folder) => {
  const expected = await trained(await import("../../neutral_core.ts"), 1);
  await Deno.writeTextFile(`${folder}/page.html`, await page(folder, 2));
  const found = await visit(pathToFileURL(`${folder}/page.html`).href, folder);
  assertEquals(found, { ...expected, threads: 1 });
});

inChromium("a page from a server trains on two threads, to the bits of Deno", async (folder) => {
  const expected = await trained(await import("../../neutral_core.ts"), 1);
  await Deno.writeTextFile(`${folder}/page.html`, await page(folder, 2));
  await withServer("isolated_server.ts", [folder], async (host) => {
    assertEquals(await visit(`http://${host}/`, folder), { ...expected, threads: 2 });
  });
});
