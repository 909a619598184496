import { assertRejects } from "@std/assert";
import { encodePng } from "../../lib/figure/png.ts";
import { predictionFigure } from "../../lib/figure/prediction_figure.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds } from "../needs.ts";
import reference from "../../fixtures/reference/pixel-eigenvalues.json" with { type: "json" };

itNeeds(
  ["read", "write", "env", "ffi"],
  "predictionFigure() draws the eigenvalues, the staircase and the loss",
  async () => {
    const options = { latentSize: 8, title: "Before any training: 60000 images of mnist" };
    const canvas = await predictionFigure(reference.eigenvalues, options, { scale: 1 });
    await comparePicture(await encodePng(canvas), "fixtures/figures/prediction.png");
    await assertRejects(() => predictionFigure([0, 0], options), RangeError, "got none");
  },
);
