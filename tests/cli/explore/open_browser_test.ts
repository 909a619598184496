import { assertEquals } from "@std/assert";
import { itNeeds } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";

const url = JSON.stringify(new URL("../../../lib/cli/explore/open_browser.ts", import.meta.url));

/** What openBrowser() answers where the system finds its programs in one folder. */
async function openIn(folder: string): Promise<string> {
  const program = `import { openBrowser } from ${url};
    console.log(await openBrowser("http://127.0.0.1:1234/") ?? "opened");`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-check", program],
    env: { PATH: folder },
  }).output();
  return new TextDecoder().decode(stdout).trim();
}

itNeeds(["read", "write", "run"], "openBrowser() opens the address, or says why not", async () => {
  if (Deno.build.os !== "linux") return; // where a script can stand for xdg-open
  await withFolder(async (folder) => {
    assertEquals(await openIn(folder), "there is no program xdg-open here");
    const script = async (line: string) => {
      await Deno.writeTextFile(`${folder}/xdg-open`, `#!/bin/sh\n${line}\n`);
      await Deno.chmod(`${folder}/xdg-open`, 0o755);
    };
    await script(`echo "$@" > ${folder}/opened`);
    assertEquals(await openIn(folder), "opened");
    assertEquals(await Deno.readTextFile(`${folder}/opened`), "http://127.0.0.1:1234/\n");
    await script("exit 3");
    assertEquals(await openIn(folder), "xdg-open ended with status 3");
  });
});
