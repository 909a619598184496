/** How a script calls itself: a line that works where the user stands. */
import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { shellWord } from "../../lib/cli/shell_word.ts";
import { itNeeds, type Right } from "../needs.ts";
import { asInstalled } from "../as_installed.ts";
import { withFolder } from "../scripts/run_task.ts";

const rights: Right[] = ["read", "write", "env", "run"];
const clone = fileURLToPath(new URL("../../", import.meta.url));

/** The call in the first line of a script's help. */
async function call(cwd: string, args: readonly string[], deno?: string): Promise<string> {
  // The tests themselves may have been started by npx or a task, which note where the user stood then.
  const { INIT_CWD: _, ...env } = Deno.env.toObject();
  const command = new Deno.Command(deno ?? Deno.execPath(), {
    args: [...args, "--help"],
    cwd,
    env,
    clearEnv: true,
  });
  const { stdout, stderr } = await command.output();
  const [, call] = /^Usage: (.*) \[options\]/.exec(new TextDecoder().decode(stdout)) ?? [];
  const said = call ?? new TextDecoder().decode(stderr);
  return deno ? said : asInstalled(said);
}

itNeeds(rights, "in a clone a script is a task, also from a folder of it", async () => {
  assertEquals(await call(clone, ["task", "naive"]), "deno task naive");
  assertEquals(await call(`${clone}docs`, ["task", "naive"]), "deno task naive");
  assertEquals(await call(clone, ["run", "--allow-read", "scripts/naive.ts"]), "deno task naive");
});

itNeeds(rights, "from elsewhere the line names the clone", async () => {
  await withFolder(async (elsewhere) => {
    const config = ["--config", `${clone}deno.json`];
    assertEquals(
      await call(elsewhere, ["task", ...config, "naive"]),
      `deno task --config ${shellWord(`${clone}deno.json`)} naive`,
    );
    const script = `${clone}scripts/naive.ts`;
    assertEquals(
      await call(elsewhere, ["run", "--allow-read", script]),
      `deno run --allow-read --allow-write --allow-env --allow-ffi ${shellWord(script)}`,
    );
  });
});

itNeeds(rights, "a Deno that is there by npx alone is called by npx", async () => {
  await withFolder(async (folder) => {
    const bin = `${folder}/_npx/0123456789abcdef/node_modules/deno`;
    await Deno.mkdir(bin, { recursive: true });
    const deno = `${bin}/deno${Deno.build.os === "windows" ? ".exe" : ""}`;
    await Deno.copyFile(Deno.execPath(), deno);
    const version = Deno.version.deno;
    assertEquals(await call(clone, ["task", "naive"], deno), `npx -y deno@${version} task naive`);
  });
});
