/** What the report's pictures of images show, in numbers. */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { DataSet } from "../../../lib/data/data_set.ts";
import { codeColumns, codeRows } from "../../../lib/cli/lab/code_columns.ts";
import { reconstructionRows, stageRows } from "../../../lib/cli/lab/image_rows.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { tf } from "../../../lib/deps/tfjs.ts";
import { Vae } from "../../../lib/model/vae.ts";

const shape = { height: 1, width: 2 };
const data = new DataSet("two", new Uint8Array([1, 0]), new Uint8Array([0, 255, 51, 0]), {
  ...shape,
  labelNames: ["zero", "one"],
});

it("stageRows() has the squared error of each image at each stage", () => {
  const stages = { early: new Float32Array([0, 0, 0, 0]), late: new Float32Array([0, 1, 0.5, 0]) };
  const rows = stageRows(data, stages);
  assertEquals(rows.map(({ image, label }) => [image, label]), [[0, "one"], [1, "zero"]]);
  const errors = rows.map((row) =>
    [row["squaredError early"], row["squaredError late"]] as number[]
  );
  for (const [i, wanted] of [[1, 0], [0.04, 0.09]].entries()) {
    for (const [k, value] of wanted.entries()) assertAlmostEquals(errors[i][k], value, 1e-6);
  }
});

it("reconstructionRows() has what the model makes of each image, and its code", async () => {
  await useBackend("cpu");
  const vae = new Vae({ latentSize: 2, image: data, random: new TorchRandom(0) });
  const rows = await reconstructionRows(vae, data);
  const [mu, xHat] = tf.tidy(() => {
    const mu = vae.encode(tf.tensor2d(data.rows([0, 1]), [2, 2]));
    return [mu.arraySync() as number[][], vae.reconstruct(mu).arraySync() as number[][]];
  });
  for (const [i, row] of rows.entries()) {
    const x = data.rows([i]);
    const error = xHat[i].reduce((sum, value, k) => sum + (value - x[k]) ** 2, 0);
    assertAlmostEquals(row.squaredError as number, error, 1e-6);
    assertEquals([row["unit 0"], row["unit 1"]], mu[i].map((value) => Number(value.toFixed(3))));
  }
  vae.dispose();
});

it("codeRows() numbers codes, and codeColumns() takes the units that are asked for", () => {
  const codes = new Float32Array([0.25, -1.00049, 2, 3]);
  assertEquals(codeRows(codes, 2), [
    { image: 0, "unit 0": 0.25, "unit 1": -1 },
    { image: 1, "unit 0": 2, "unit 1": 3 },
  ]);
  assertEquals(codeColumns(codes, [3, 0]), { "unit 3": 3, "unit 0": 0.25 });
});
