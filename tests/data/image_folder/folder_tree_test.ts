/** What is found in a folder, and what is not looked at. */
import { assertEquals, assertRejects } from "@std/assert";
import {
  type FolderTree,
  folderTree,
  MAX_DEPTH,
} from "../../../lib/data/image_folder/folder_tree.ts";
import { UserError } from "../../../lib/user_error.ts";
import { itNeeds, itNeedsModes } from "../../needs.ts";
import { withFolder, writeFiles } from "./make_pictures.ts";

/** The names in a tree, folders with what they hold. */
function names({ files, folders }: FolderTree): unknown[] {
  return [
    ...files.map(({ path }) => path.split("/").at(-1)),
    ...folders.map((folder) => ({ [folder.name]: names(folder) })),
  ];
}

itNeeds(
  ["read", "write"],
  "folderTree() finds pictures by their names, in natural order",
  async () => {
    await withFolder(async (folder) => {
      await writeFiles(folder, {
        "10.png": "",
        "2.PNG": "",
        "a/x.jpeg": "",
        "a/deep/y.webp": "",
        "b/notes.txt": "",
        ".hidden.png": "",
        ".cache/z.png": "",
        "__MACOSX/._2.png": "",
        "Thumbs.db": "",
        "photos.zip": "",
        "moving.gif": "",
      });
      for (const path of [folder, `${folder}/`]) {
        const { tree, leftOut } = await folderTree(path);
        assertEquals(names(tree), ["2.PNG", "10.png", { a: ["x.jpeg", { deep: ["y.webp"] }] }]);
        assertEquals(
          leftOut,
          ["b/notes.txt", "moving.gif", "photos.zip"].map((name) => ({
            path: `${folder}/${name}`,
            why: "is not named .png, .jpg or .webp",
          })),
        );
      }
    });
  },
);

itNeeds(
  ["read", "write"],
  "folderTree() follows no link, out of the folder or in a circle",
  async () => {
    await withFolder(async (folder) => {
      await writeFiles(folder, { "pictures/a.png": "", "elsewhere/b.png": "" });
      const pictures = `${folder}/pictures`;
      try {
        await Deno.symlink(`${folder}/elsewhere/b.png`, `${pictures}/b.png`);
        await Deno.symlink(`${folder}/elsewhere`, `${pictures}/more`);
        await Deno.symlink(pictures, `${pictures}/circle`);
      } catch (error) {
        if (Deno.build.os === "windows") return; // links take a privilege there
        throw error;
      }
      const { tree, leftOut } = await folderTree(pictures);
      assertEquals(names(tree), ["a.png"]);
      assertEquals(leftOut.map(({ path, why }) => [path.slice(pictures.length), why]), [
        ["/b.png", "is a symbolic link"],
        ["/circle", "is a symbolic link"],
        ["/more", "is a symbolic link"],
      ]);
      // The folder that is named may be a link itself.
      assertEquals(names((await folderTree(`${pictures}/circle`)).tree), ["a.png"]);
    });
  },
);

itNeeds(["read", "write"], "folderTree() refuses what is no folder, or too deep", async () => {
  await withFolder(async (folder) => {
    await assertRejects(
      () => folderTree(`${folder}/none`),
      UserError,
      `cannot read the folder ${folder}/none: there is no such folder.`,
    );
    await writeFiles(folder, { "a.zip": "", [`${"d/".repeat(MAX_DEPTH + 1)}a.png`]: "" });
    await assertRejects(
      () => folderTree(`${folder}/a.zip`),
      UserError,
      "a.zip: it is a file, and a folder",
    );
    await assertRejects(() => folderTree(folder), UserError, `${MAX_DEPTH} deep`);
  });
});

itNeedsModes(["read", "write"], "folderTree() says which folder it may not read", async () => {
  await withFolder(async (folder) => {
    await writeFiles(folder, { "open/a.png": "", "closed/b.png": "" });
    const closed = `${folder}/closed`;
    await Deno.chmod(closed, 0);
    try {
      await assertRejects(
        () => folderTree(folder),
        UserError,
        `cannot read the folder ${closed}: `,
      );
    } finally {
      await Deno.chmod(closed, 0o700);
    }
  });
});
