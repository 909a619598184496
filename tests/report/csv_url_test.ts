/** The numbers of a figure in a link. */
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { csvUrl } from "../../lib/report/csv_url.ts";

const read = async (url: string) => await (await fetch(url)).text();

it("csvUrl() holds the rows as a browser reads them, with the columns of all", async () => {
  const url = csvUrl([{ epoch: 1, loss: 51.425123456 }, { epoch: 2, kl: -0.5 }]);
  assertEquals(await read(url), "epoch,loss,kl\n1,51.4251,\n2,,-0.5\n");
});

it("csvUrl() keeps texts that would end a link or a cell", async () => {
  const name = '50 % "of" #1, β <b>\nnext';
  const url = csvUrl([{ name, value: 1 }]);
  assert(!/["#<>\s]/.test(url.replaceAll(" ", "")), url);
  assertEquals(await read(url), 'name,value\n"50 % ""of"" #1, β <b>\nnext",1\n');
});
