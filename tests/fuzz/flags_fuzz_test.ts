/** Any command line of any script: accepted, or refused with a line that says why; never a run. */
import { assertEquals } from "@std/assert";
import { itNeeds } from "../needs.ts";

const root = new URL("../../", import.meta.url);
const scripts = new URL("scripts/", root);

/** Scripts get another `runCommand`, which has the real parser. */
const imports = {
  imports: { "@std/assert": new URL("lib/deps/std_assert.ts", root).href },
  scopes: {
    [scripts.href]: {
      [new URL("lib/cli/command.ts", root).href]: new URL("command_lines.ts", import.meta.url).href,
    },
  },
};

itNeeds(["read", "write", "env", "run"], "any command line of any script is answered", async () => {
  const map = await Deno.makeTempFile({ suffix: ".json" });
  await Deno.writeTextFile(map, JSON.stringify(imports));
  const names = [...Deno.readDirSync(scripts)].map(({ name }) => name);
  const args = ["run", "--no-prompt", "--allow-read", "--allow-env", "--import-map", map];
  async function fuzz(name: string): Promise<void> {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [...args, new URL(name, scripts).href],
    }).output();
    const said = new TextDecoder().decode(stderr) + new TextDecoder().decode(stdout);
    assertEquals([code, said.trim()], [0, `tried ${name.replace(".ts", "")}`], said);
  }
  while (names.length > 0) await Promise.all(names.splice(0, 4).map(fuzz));
  await Deno.remove(map);
});
