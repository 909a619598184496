/** Which content types Deno takes TypeScript from, as docs/running_anywhere.md says; and a server that sends one. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { itNeeds, type Right } from "../needs.ts";
import { pythonWith } from "../python.ts";
import { onFreshMachine } from "./fresh_machine.ts";

const rights: Right[] = ["read", "write", "run"];
const lab = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

const TAKEN = [
  ...["text/plain", "application/typescript", "text/typescript", "video/mp2t"],
  ...["application/octet-stream", "none"],
];
const REFUSED = ["text/vnd.trolltech.linguist", "text/javascript"];

itNeeds(rights, "Deno takes the content types that the documents name, and no others", async () => {
  const text = await Deno.readTextFile("docs/running_anywhere.md");
  await onFreshMachine(lab, "lab", async ({ host, deno }) => {
    for (const type of [...TAKEN, ...REFUSED]) {
      const url = `http://${host}/lab/as/${encodeURIComponent(type)}/scripts/kl.ts`;
      const { status, stderr } = await deno("--quiet", url, "--version");
      assertEquals(status, TAKEN.includes(type) ? 0 : 1, `${type}: ${stderr}`);
      assertStringIncludes(text, type);
    }
  });
});

const title = "docs/serve.py serves the clone, with Python alone";
const mayRun = Deno.permissions.querySync({ name: "run" }).state === "granted";
const python = mayRun ? await pythonWith("http.server") : undefined;
if (mayRun && !python) it.skip(`${title} (skipped: no Python here)`, () => {});
else {
  itNeeds(rights, title, async () => {
    const server = new Deno.Command(python!, {
      args: ["docs/serve.py", "0"], // a port that is free
      cwd: lab,
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const reader = server.stdout.getReader();
    try {
      const url = new TextDecoder().decode((await reader.read()).value).trim();
      await onFreshMachine(lab, "unused", async ({ deno }) => {
        const { status, stdout, stderr } = await deno("--quiet", url, "--version");
        assertEquals([status, stdout.trim()], [0, "0.1.0"], stderr);
      });
    } finally {
      await reader.cancel();
      server.kill();
      await server.status;
    }
  });
}
