/** What the lab takes from others: pinned, listed in docs/architecture.md, freely licensed, and never run unasked. */
import { assert, assertEquals } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { itNeeds } from "./needs.ts";

/** Licences that let anybody use, change and pass on the code, and ask for no more than their mention. */
const FREE = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "Unlicense"]
  // of files that are passed on unchanged: the tests' alone
  .concat("MPL-2.0")
  // of a library that Deno fetches and loads as it is, and that may be exchanged for another: libvips, under sharp
  .concat("LGPL-3.0-or-later");

/** Licences that package.json does not name by a known word, read by eye. */
const READ: Record<string, string> = {
  "jstat": "MIT", // its LICENSE file; package.json names none
  "dejavu-fonts-ttf": "Bitstream Vera", // may be used, changed under another name, and passed on
};

/** A package that `deno.lock` holds, direct or not. */
interface Locked {
  readonly name: string;
  readonly version: string;
  readonly integrity?: string;
  /** Where the package is for some systems only. */
  readonly os?: readonly string[];
  /** Where it is for some processors only. */
  readonly cpu?: readonly string[];
  /** What it needs, by names; these may have a version behind them. */
  readonly dependencies?: readonly string[];
  /** Whether it has an install script. */
  readonly scripts?: boolean;
}

const root = new URL("../", import.meta.url);

/** What `deno.lock` holds: all packages, those of them that lib/deps names, and their specifiers. */
async function readLock() {
  const lock = JSON.parse(await Deno.readTextFile(new URL("deno.lock", root)));
  const entries = Object.entries(lock.npm as Record<string, Omit<Locked, "name" | "version">>);
  const packages = entries.map(([key, entry]): Locked => {
    const [, name, version] = /^(@?[^@]+)@([^_]+)/.exec(key)!; // what follows _ are its peers
    return { name, version, ...entry };
  });
  const direct = packages.filter(({ name, version }) =>
    `npm:${name}@${version}` in lock.specifiers
  );
  return { packages: packages.map(forOthersToo), direct, specifiers: Object.keys(lock.specifiers) };

  /** What only packages for other systems need is for these, too. */
  function forOthersToo(locked: Locked): Locked {
    const users = packages.filter(({ dependencies = [] }) =>
      dependencies.some((needed) => /^@?[^@]+/.exec(needed)![0] === locked.name)
    );
    const foreign = users.length > 0 && !direct.includes(locked) &&
      users.map(forOthersToo).every(({ os, cpu }) => os ?? cpu);
    return foreign ? { ...locked, os: [] } : locked;
  }
}

/** The licence of a package; `undefined` where it is built for another system, and not here. */
async function licenceOf({ name, version, os, cpu }: Locked, folders: string[]) {
  for (const folder of folders) {
    try {
      const file = `${folder}/${name}/${version}/package.json`;
      return READ[name] ?? JSON.parse(await Deno.readTextFile(file)).license ?? "none";
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return os ?? cpu ? undefined : "not fetched: deno install";
}

/** Where Deno keeps packages, a folder for each registry. */
async function registries(): Promise<string[]> {
  const args = ["info", "--json"];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args }).output();
  const { npmCache } = JSON.parse(new TextDecoder().decode(stdout));
  const entries = await Array.fromAsync(Deno.readDir(npmCache));
  return entries.map(({ name }) => `${npmCache}/${name}`);
}

itNeeds(["read"], "deno.lock is frozen, and names the bytes of every package", async () => {
  const { packages } = await readLock();
  assertEquals(config.lock, { path: "./deno.lock", frozen: true });
  assertEquals(packages.filter(({ integrity }) => !integrity?.startsWith("sha512-")), []);
});

itNeeds(["read"], "no package's install script is run", async () => {
  const { packages } = await readLock();
  assertEquals(Object.keys(config.allowScripts), ["deny"]);
  const having = packages.filter(({ scripts }) => scripts).map(({ name }) => `npm:${name}`);
  assertEquals(having, config.allowScripts.deny);
});

itNeeds(
  ["read"],
  "the packages in deno.lock are those that lib/deps names, by exact version",
  async () => {
    const { specifiers } = await readLock();
    const named = new Set<string>();
    for await (const { name } of Deno.readDir(new URL("lib/deps", root))) {
      const text = await Deno.readTextFile(new URL(`lib/deps/${name}`, root));
      for (const [specifier] of text.matchAll(/npm:@?[\w./-]+@\d+\.\d+\.\d+(-[\w.]+)?/g)) {
        named.add(
          specifier,
        );
      }
    }
    assertEquals([...named].sort(), specifiers.sort());
  },
);

itNeeds(["read", "run"], "every package has a free licence", async () => {
  const { packages } = await readLock();
  const folders = await registries();
  const wrong: string[] = [];
  let known = 0;
  for (const locked of packages) {
    const licence = await licenceOf(locked, folders);
    if (licence === undefined) continue;
    known++;
    const words: string[] = String(licence).split(/ AND | OR |[()]/).filter(Boolean);
    if (!READ[locked.name] && !words.every((word) => FREE.includes(word))) {
      wrong.push(`${locked.name} ${locked.version}: ${licence}`);
    }
  }
  assertEquals(wrong, []);
  // What is built for other systems is not here; its licence is that of the package for this one.
  const general = packages.filter(({ os, cpu }) => !(os ?? cpu));
  assert(known >= general.length, `${known} of ${general.length}`);
  assert(general.length > 0.8 * packages.length, `${general.length} of ${packages.length}`);
});

itNeeds(
  ["read", "run"],
  "docs/architecture.md lists every package with its licence and what it is for",
  async () => {
    const { direct } = await readLock();
    const text = await Deno.readTextFile(new URL("docs/architecture.md", root));
    const [, table] = /^## Dependencies\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(text)!;
    const rows = new Map<string, { licence: string; purpose: string }>();
    for (
      const [, names, licence, purpose] of table.matchAll(/^\| (.*`.*) \| (.+?) +\| (.+?) +\|$/gm)
    ) {
      for (const [, name] of names.matchAll(/`([^`]+)`/g)) rows.set(name, { licence, purpose });
    }
    assertEquals([...rows.keys()].sort(), direct.map(({ name }) => name).sort());
    const folders = await registries();
    for (const locked of direct) {
      const { licence, purpose } = rows.get(locked.name)!;
      assert(purpose.length > 5, locked.name);
      assertEquals(licence, await licenceOf(locked, folders), locked.name);
    }
  },
);
