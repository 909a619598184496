/** The optimal linear VAE in closed form, against the loss of linear VAEs computed from their matrices. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { criticalBeta } from "../../lib/theory/critical_beta.ts";
import { linearVae } from "../../lib/theory/linear_vae.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import "../fixed_seed.ts";
import { between } from "../math/arbitraries.ts";
import { assertClose } from "../math/assert_close.ts";

const spectra = fc.array(between(0, 10), { minLength: 1, maxLength: 8 });
const betas = between(0.001, 25);

/** A linear VAE on data of covariance diag(eigenvalues); decoder [n][d], encoder [d][n], variances [d]. */
interface Model {
  readonly decoder: readonly (readonly number[])[];
  readonly encoder: readonly (readonly number[])[];
  readonly variances: readonly number[];
}

/** Its squared error and KL term by the rules of expectations, nothing simplified. */
function parts({ decoder, encoder, variances }: Model, eigenvalues: readonly number[]) {
  let [reconstruction, kl] = [0, 0];
  decoder.forEach((row, i) => {
    eigenvalues.forEach((l, j) => { // the error of pixel i is sum_j (1_ij - (W A)_ij) x_j - (W noise)_i
      const product = row.reduce((sum, w, unit) => sum + w * encoder[unit][j], 0);
      reconstruction += l * (Number(i === j) - product) ** 2;
    });
    row.forEach((w, unit) => reconstruction += w * w * variances[unit]);
  });
  encoder.forEach((row, unit) => {
    const spread = row.reduce((sum, a, j) => sum + a * a * eigenvalues[j], 0); // of the posterior mean
    kl += (spread + variances[unit] - 1 - Math.log(variances[unit])) / 2;
  });
  return { reconstruction, kl };
}

/** The model that the docstring of linearVae() derives. */
function optimum(eigenvalues: readonly number[], beta: number, latentSize: number): Model {
  const s = beta / 2;
  const kept = (unit: number) => unit < latentSize && eigenvalues[unit] > s;
  const at = (i: number, unit: number, value: number) => i === unit && kept(unit) ? value : 0;
  const units = Array.from({ length: latentSize }, (_, unit) => unit);
  return {
    decoder: eigenvalues.map((l, i) => units.map((unit) => at(i, unit, Math.sqrt(l - s)))),
    encoder: units.map((unit) => eigenvalues.map((l, i) => at(i, unit, Math.sqrt(l - s) / l))),
    variances: units.map((unit) => kept(unit) ? s / eigenvalues[unit] : 1),
  };
}

const descending = (values: readonly number[]) => values.toSorted((a, b) => b - a);

it("linearVae() gives the parts of the loss of the model that it derives", () => {
  fc.assert(fc.property(spectra, betas, fc.nat(8), (spectrum, beta, latentSize) => {
    const best = linearVae(spectrum, { beta, latentSize });
    const sorted = descending(spectrum);
    const { reconstruction, kl } = parts(optimum(sorted, beta, latentSize), sorted);
    assertClose(best.reconstruction, reconstruction, 1e-12);
    assertClose(best.kl, kl, 1e-12);
    assertClose(best.loss, reconstruction + beta * kl, 1e-12);
  }));
});

it("linearVae() is not beaten by any linear VAE, near its optimum or far from it", () => {
  const random = new TorchRandom(0);
  const drawn = (n: number) => Array.from(random.normal(n));
  fc.assert(fc.property(
    ...[spectra, betas, fc.nat(5), fc.constantFrom(0.001, 0.1, 1)],
    (spectrum, beta, latentSize, size) => {
      const sorted = descending(spectrum);
      const { decoder, encoder, variances } = optimum(sorted, beta, latentSize);
      const near = (row: readonly number[]) => {
        const noise = drawn(row.length);
        return row.map((value, i) => value + size * noise[i]);
      };
      const noise = drawn(latentSize);
      const other = parts({
        decoder: decoder.map(near),
        encoder: encoder.map(near),
        variances: variances.map((v, i) => v * Math.exp(size * noise[i])),
      }, sorted);
      const { loss } = linearVae(spectrum, { beta, latentSize });
      assert(loss <= other.reconstruction + beta * other.kl + 1e-12);
    },
  ));
});

it("linearVae() counts the eigenvalues above beta / 2, up to the latent size", () => {
  const kept = (beta: number, latentSize = 8) =>
    linearVae([3, 5, 1], { beta, latentSize }).activeUnits;
  assertEquals([0, 1, 2, 4, 6, 8, 10, 12].map((beta) => kept(beta)), [3, 3, 2, 2, 1, 1, 0, 0]);
  assertEquals([0, 1, 2].map((latentSize) => kept(1, latentSize)), [0, 1, 2]);
  const { klPerUnit } = linearVae([3, 5, 1], { beta: 4, latentSize: 4 });
  assertEquals(klPerUnit, [Math.log(5 / 2) / 2, Math.log(3 / 2) / 2, 0, 0]);
});

it("linearVae() is PCA at beta 0, and the mean from criticalBeta() on", () => {
  const pca = linearVae([3, 5, 1], { beta: 0, latentSize: 2 });
  assertEquals([pca.loss, pca.reconstruction, pca.kl], [1, 1, Infinity]);
  fc.assert(fc.property(spectra, fc.nat(8), (spectrum, latentSize) => {
    const beta = criticalBeta(spectrum);
    const total = spectrum.reduce((sum, l) => sum + l, 0);
    const collapsed = linearVae(spectrum, { beta, latentSize });
    assertEquals([collapsed.activeUnits, collapsed.kl], [0, 0]);
    assertClose(collapsed.loss, total, 1e-14);
    if (beta > 1e-100 && latentSize > 0) {
      assert(linearVae(spectrum, { beta: 0.999 * beta, latentSize }).activeUnits > 0);
    }
  }));
});

it("linearVae() refuses a beta or a latent size that is none", () => {
  for (const beta of [-1, NaN, Infinity]) {
    assertThrows(() => linearVae([1], { beta, latentSize: 1 }), RangeError, `got ${beta}`);
  }
  for (const latentSize of [-1, 0.5, NaN]) {
    assertThrows(() => linearVae([1], { beta: 1, latentSize }), RangeError, `got ${latentSize}`);
  }
});
