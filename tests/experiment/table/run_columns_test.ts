/** The columns of the table of runs. */
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { runColumns } from "../../../lib/experiment/table/run_columns.ts";
import { trainTask } from "../../../lib/experiment/train_task.ts";

it("runColumns() has each name once: no option of train is called as a column of all runs", () => {
  const row = Object.fromEntries(Object.keys(trainTask.options).map((name) => [name, null]));
  const names = runColumns([row]).map(({ name }) => name);
  assertEquals(names.filter((name, i) => names.indexOf(name) !== i), []);
});
