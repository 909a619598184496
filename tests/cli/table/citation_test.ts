import { assertEquals } from "@std/assert";
import { readCitation } from "../../../lib/cli/lab/read_citation.ts";
import { CITATION } from "../../../lib/cli/table/citation.ts";
import { itNeeds } from "../../needs.ts";

itNeeds(["read"], "a data card cites the lab as CITATION.cff does", async () => {
  const file = new URL("../../../CITATION.cff", import.meta.url);
  assertEquals(CITATION, await readCitation(file));
});
