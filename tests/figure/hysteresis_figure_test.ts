import { encodePng } from "../../lib/figure/png.ts";
import { hysteresisFigure } from "../../lib/figure/hysteresis_figure.ts";
import { linearVae } from "../../lib/theory/linear_vae.ts";
import { thereAndBack } from "../../lib/math/there_and_back.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds } from "../needs.ts";

itNeeds(
  ["read", "write", "env", "ffi"],
  "hysteresisFigure() draws both ways over the best linear VAE",
  async () => {
    const eigenvalues = [5, 3.7, 3.2, 2.8, 2.5, 2.2, 1.7, 1.5];
    const at = (beta: number) => ({ beta, ...linearVae(eigenvalues, { beta, latentSize: 8 }) });
    const epochs = Array.from({ length: 20 }, (_, i) => {
      const klWeight = thereAndBack(i + 1, { low: 0.5, high: 12, epochs: 20 });
      const { loss, reconstruction, kl, klPerUnit } = at(i < 10 ? klWeight : 2 * klWeight);
      const activeUnits = klPerUnit.filter((nats) => nats > 0.1).length;
      return { epoch: i + 1, klWeight, loss: loss + 1, reconstruction, kl, klPerUnit, activeUnits };
    });
    const canvas = await hysteresisFigure({
      title: "KL weight 0.5 to 12 and back, made up",
      up: epochs.slice(0, 10),
      down: epochs.slice(10),
      theory: Array.from({ length: 101 }, (_, i) => at(0.5 * 24 ** (i / 100))),
      critical: 10,
      loss: "squared error + β × KL",
    }, { scale: 1 });
    await comparePicture(await encodePng(canvas), "fixtures/figures/hysteresis.png");
  },
);
