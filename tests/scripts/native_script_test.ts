/** `deno task native` as a user runs it, as far as it goes without installing anything. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { itNeeds, type Right } from "../needs.ts";
import { asInstalled } from "../as_installed.ts";

const rights: Right[] = ["read", "write", "env", "run"];
const script = fileURLToPath(new URL("../../scripts/native.ts", import.meta.url));

async function native(...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-read", "--allow-env", script, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => asInstalled(new TextDecoder().decode(bytes));
  return { status: code, stdout: text(stdout), stderr: text(stderr) };
}

itNeeds(
  rights,
  "deno task native --dry-run says what it would do, and has no need to write",
  async () => {
    const there = Deno.build.os === "linux" && Deno.build.arch === "x86_64";
    for (
      const [args, words] of [[["--tensorflow"], "tensorflow-cpu 2.19.1"], [
        ["--gpu"],
        "nvidia-cudnn-cu12",
      ]] as const
    ) {
      const { status, stdout, stderr } = await native("--dry-run", ...args);
      const has = there || args[0] === "--tensorflow" && Deno.build.arch === "aarch64";
      assertEquals(status, has ? 0 : 1);
      if (there) assertStringIncludes(stdout, words);
      else if (has) assertStringIncludes(stdout, "tensorflow 2.19.1");
      else assertStringIncludes(stderr, "still works on wasm");
    }
  },
);

itNeeds(rights, "deno task native --dry-run names the BLAS that it would try", async () => {
  const { status, stdout } = await native("--dry-run");
  assertEquals(status, 0);
  assertStringIncludes(stdout, "1. try the BLAS of this system, in a process of its own: ");
});

itNeeds(rights, "deno task native --remove --dry-run deletes nothing", async () => {
  const { status, stdout } = await native("--remove", "--dry-run");
  assertEquals([status, stdout.startsWith("would delete ")], [0, true]);
});

itNeeds(rights, "deno task native --cuda is refused with status 2", async () => {
  const { status, stderr } = await native("--cuda");
  assertEquals(status, 2);
  assertStringIncludes(stderr, "deno task native --help");
});
