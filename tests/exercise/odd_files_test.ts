/** Files that are missing, odd, or look odd and are right. */
import { FIRST, gets0, gets10, RIGHT } from "./hand_in.ts";

// Files that are odd.
gets0("an empty folder", {}, /There is no file/);
gets0("an empty file", "", /exports no function klUnivariate/);
gets0("a folder in the file's place", { [FIRST]: (path) => Deno.mkdir(path) }, /There is no file/);
gets0("a huge file", "//".padEnd(2 ** 20) + `\n${RIGHT}`, /wanted at most 262144/);
gets0("too many files", {
  ...Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`f${i}.ts`, ""])),
  [FIRST]: RIGHT,
}, /holds 202 files of code/);
gets0(
  "bytes that are no text",
  { [FIRST]: new Uint8Array(1000).map((_, i) => i * 37) },
  /cannot be loaded|There is no/,
);
gets0("a function that is not exported", RIGHT.replace("export ", ""), /exports no function/);
gets0(
  "a file that imports itself",
  `export * from "./${FIRST}";`,
  /exports no function|cannot be loaded/,
);

// Files that look odd, and are RIGHT.
gets10("the model solution", RIGHT);
gets10(
  "a file with a byte order mark and a Windows editor's line ends",
  "\ufeff" + RIGHT.replaceAll("\n", "\r\n"),
);
gets10("a file that exports what stands in another one beside it", {
  [FIRST]: 'export { klUnivariate } from "./mine.ts";',
  "mine.ts": RIGHT,
});
gets10("a file that another one imports in turn", {
  [FIRST]: `import { square } from "./square.ts";
${RIGHT.replace("distance ** 2", "square(distance)")}`,
  "square.ts": `import { klUnivariate } from "./${FIRST}";
export const square = (x: number) => typeof klUnivariate === "function" ? x * x : x;`,
});
gets10(
  "a file that prints, in colors and without an end of line",
  `${RIGHT}
console.log("\\x1b[31mred\\x1b[0m"); Deno.stdout.writeSync(new TextEncoder().encode("no end"));`,
);
gets10("a file whose types are wrong", RIGHT.replace("): number", "): string"));
