/** Which folders are students'. */
import { assertEquals, assertRejects } from "@std/assert";
import { findSubmissions } from "../../lib/exercise/find_submissions.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";

/** Makes files (their folders with them), folders (`name/`) and links (`name -> target`), and calls `use`. */
async function withTree(paths: readonly string[], use: (root: string) => Promise<void>) {
  const root = await Deno.makeTempDir();
  try {
    for (const path of paths) {
      const [name, target] = path.split(" -> ");
      const folder = name.slice(0, name.lastIndexOf("/") + 1);
      await Deno.mkdir(`${root}/${folder}`, { recursive: true });
      if (target) await Deno.symlink(`${root}/${target}`, `${root}/${name}`);
      else if (folder !== name) await Deno.writeTextFile(`${root}/${name}`, "");
    }
    await use(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

const found = async (root: string, ...folders: string[]) => {
  const { submissions, leftOut } = await findSubmissions(folders.map((name) => root + name));
  return {
    submissions: submissions.map(({ name, folder }) => [
      name.replace(root, ""),
      folder.slice(root.length),
    ]),
    leftOut: leftOut.length,
  };
};

itNeeds(
  ["read", "write"],
  "findSubmissions() takes a submission, or a folder of them, in the order of names",
  async () => {
    const tree = [
      "a/ben 2/01_a.ts",
      "a/ben 10/01_a.ts",
      "a/Anna/answers.md",
      "a/empty/",
      "a/.git/01_a.ts",
    ];
    await withTree([...tree, "a/notes.txt", "a/carl/main.py"], async (root) => {
      const class_ = [["Anna", "/a/Anna"], ["ben 2", "/a/ben 2"], ["ben 10", "/a/ben 10"]];
      assertEquals((await found(root, "/a")).submissions, [
        ...class_,
        ["carl", "/a/carl"],
        ["empty", "/a/empty"],
      ]);
      assertEquals(
        await found(root, "/a/Anna", "/a/empty", "/a/ben 2/", "/a/ben 10", "/a/notes.txt"),
        {
          submissions: [class_[0], class_[1], class_[2], ["empty", "/a/empty"]],
          leftOut: 1,
        },
      );
      assertEquals((await found(root, "/a/ben 2")).submissions, [class_[1]]);
    });
  },
);

itNeeds(
  ["read", "write"],
  "findSubmissions() looks into what archives wrap around a submission",
  async () => {
    const tree = [
      "a/anna/exercise/01_a.ts",
      "a/anna/__MACOSX/x/",
      "a/ben/x/y/01_a.ts",
      "a/two/x/01_a.ts",
    ];
    await withTree([...tree, "a/two/y/01_a.ts", "b/anna/01_a.ts"], async (root) => {
      assertEquals((await found(root, "/a")).submissions, [
        ["anna", "/a/anna/exercise"],
        ["ben", "/a/ben/x/y"],
        ["two", "/a/two"],
      ]);
      assertEquals((await found(root, "/a", "/b")).submissions.map(([name]) => name), [
        "a/anna",
        "a/ben",
        "a/two",
        "b/anna",
      ]);
      assertEquals(
        (await found(root, "/a/anna/exercise", "/b/anna")).submissions.map(([name]) => name),
        [
          "anna",
          "exercise",
        ],
      );
    });
  },
);

itNeeds(["read", "write"], "findSubmissions() tells students of the same name apart", async () => {
  await withTree(["a/anna/01_a.ts", "b/anna/01_a.ts"], async (root) => {
    const { submissions } = await found(root, "/a/anna", "/b/anna");
    assertEquals(submissions.map(([name]) => name), ["/a/anna", "/b/anna"]);
  });
});

itNeeds(["read", "write"], "findSubmissions() follows no link", async () => {
  await withTree(["a/anna/01_a.ts", "a/ben -> b", "b/01_a.ts"], async (root) => {
    const { submissions, leftOut } = await found(root, "/a");
    assertEquals([submissions.length, leftOut], [1, 1]);
    await assertRejects(() => found(root, "/a/ben"), UserError, "is a link");
    assertEquals((await found(root, "/a/ben/")).submissions.length, 1);
  });
});

itNeeds(
  ["read", "write"],
  "findSubmissions() says what was wanted where nothing is found",
  async () => {
    await withTree(["a/x.py", "b/anna/y.py", "b/ben/", "c/01_a.ts"], async (root) => {
      await assertRejects(() => found(root, "/none"), UserError, "there is no such folder");
      await assertRejects(() => found(root, "/a"), UserError, "no submission was found");
      await assertRejects(() => found(root, "/b"), UserError, "no submission was found");
      await assertRejects(() => found(root, "/a/x.py"), UserError, "no submission was found");
      await assertRejects(() => found(root, "/c", "/c/"), UserError, "is there twice");
    });
  },
);
