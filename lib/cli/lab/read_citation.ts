import { parse } from "../../deps/std_yaml.ts";
import { v } from "../../deps/valibot.ts";
import type { Citation } from "../../report/lab_report.ts";

/** What is read of CITATION.cff. */
const citation = v.object({
  title: v.string(),
  version: v.string(),
  "date-released": v.union([v.string(), v.date()]),
  authors: v.array(v.looseObject({
    name: v.optional(v.string()),
    "given-names": v.optional(v.string()),
    "family-names": v.optional(v.string()),
  })),
});

/** How to cite the lab, as its CITATION.cff says. @param file its URL */
export async function readCitation(file: URL): Promise<Citation> {
  const { title, version, authors, "date-released": released } = v.parse(
    citation,
    parse(await Deno.readTextFile(file)),
  );
  const year = released instanceof Date ? `${released.getUTCFullYear()}` : released.slice(0, 4);
  const names = authors.map((author) =>
    author.name ?? [author["given-names"], author["family-names"]].filter(Boolean).join(" ")
  );
  return { title, version, year, authors: names.join(", ") };
}
