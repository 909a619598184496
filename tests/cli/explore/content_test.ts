import { assertEquals, assertRejects } from "@std/assert";
import { type Content, contentBelow, contentOf } from "../../../lib/cli/explore/content.ts";
import { itNeeds, type Right } from "../../needs.ts";
import { withFolder } from "../../scripts/run_task.ts";

const rights: Right[] = ["read", "write"];

const text = ({ body }: Content) => new Response(body).text();

itNeeds(rights, "contentOf() sends the bytes that were there when it was asked", async () => {
  await withFolder(async (folder) => {
    const file = `${folder}/metrics.jsonl`;
    const long = "0123456789".repeat(100_000); // several reads
    await Deno.writeTextFile(file, long);
    const content = (await contentOf(file))!;
    await Deno.writeTextFile(file, "a run goes on", { append: true });
    assertEquals(content.size, long.length);
    assertEquals(await text(content), long);

    await Deno.writeTextFile(file, "");
    const empty = (await contentOf(file))!;
    assertEquals([empty.size, await text(empty)], [0, ""]);
  });
});

itNeeds(rights, "contentOf() breaks off where the file has become shorter", async () => {
  await withFolder(async (folder) => {
    const file = `${folder}/model.safetensors`;
    await Deno.writeFile(file, new Uint8Array(1000));
    const content = (await contentOf(file))!;
    await Deno.truncate(file, 10);
    await assertRejects(() => text(content), Error, "the file has become 990 bytes shorter");
  });
});

itNeeds(rights, "a body that nobody reads lets its file go", async () => {
  await withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/x`, "x");
    const { body } = (await contentOf(`${folder}/x`))!;
    await (body as ReadableStream).cancel(); // an open file would fail this test
  });
});

itNeeds(rights, "contentOf() takes plain files alone", async () => {
  await withFolder(async (folder) => {
    assertEquals(await contentOf(folder), undefined);
    assertEquals(await contentOf(`${folder}/absent`), undefined);
    await Deno.writeTextFile(`${folder}/file`, "");
    assertEquals(await contentOf(`${folder}/file/inside`), undefined);
    if (Deno.build.os !== "windows") assertEquals(await contentOf("/dev/zero"), undefined);
  });
});

itNeeds(rights, "contentBelow() follows no symbolic link below its folder", async () => {
  if (Deno.build.os === "windows") return; // where links take a right of their own
  await withFolder(async (folder) => {
    const [runs, other] = [`${folder}/runs`, `${folder}/other`];
    await Deno.mkdir(`${runs}/real`, { recursive: true });
    await Deno.mkdir(other);
    for (const place of [`${runs}/real`, other]) await Deno.writeTextFile(`${place}/f`, "text");
    await Deno.symlink(`${other}/f`, `${runs}/real/linked`);
    await Deno.symlink("../../other/f", `${runs}/real/relative`);
    await Deno.symlink("loop", `${runs}/real/loop`);
    await Deno.symlink("nowhere", `${runs}/real/broken`);
    await Deno.symlink(other, `${runs}/away`);
    for (const path of ["linked", "relative", "loop", "broken"].map((name) => `real/${name}`)) {
      assertEquals(await contentBelow(runs, path), undefined, path);
    }
    assertEquals(await contentBelow(runs, "away/f"), undefined);
    assertEquals(await text((await contentBelow(runs, "real/f"))!), "text");
    // The folder itself is the user's choice.
    await Deno.symlink(runs, `${folder}/chosen`);
    assertEquals(await text((await contentBelow(`${folder}/chosen`, "real/f"))!), "text");
  });
});
