import { assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { noiseFlaw } from "../../lib/exercise/noise_flaw.ts";
import { normalCdf } from "../../lib/exercise/normal_cdf.ts";
import { drawCases } from "../../lib/exercise/steps/reparameterize/codes_case.ts";
import { codesFlaw } from "../../lib/exercise/steps/reparameterize/codes_flaw.ts";
import { reparameterizeStep } from "../../lib/exercise/steps/reparameterize/step.ts";
import { proveStep } from "./prove_step.ts";

/** A file whose function has this body. */
function body(lines: string, before = ""): string {
  return `import { type Random, type Tensor2D, tf } from "@vae/lab/exercise";
${before}
export function reparameterize(mu: Tensor2D, logVar: Tensor2D, random: Random): Tensor2D {
  ${lines}
}`;
}

/** The same, with noise as it should be. */
function withNoise(z: string): string {
  return body(`const eps = tf.tensor(random.normal(mu.size)).reshape(mu.shape);
  return ${z};`);
}

/** The same, with this noise, and shift and scale as they should be. */
function ofNoise(eps: string, before?: string): string {
  return body(
    `const [batch, latent] = mu.shape;
  const eps = ${eps};
  return mu.add(logVar.div(2).exp().mul(eps));`,
    before,
  );
}

proveStep(reparameterizeStep, {
  mistakes: {
    "log-variance-as-std": withNoise("mu.add(logVar.mul(eps))"),
    "halved-log-variance-as-std": withNoise("mu.add(tf.mul(0.5, logVar).mul(eps))"),
    "variance-as-std": [["tf.exp(tf.mul(logVar, 0.5))", "tf.exp(logVar)"]],
    "inverse-std": withNoise("mu.add(eps.mul(tf.exp(tf.mul(-0.5, logVar))))"),
    "log-variance-halved-twice": withNoise("mu.add(eps.mul(tf.sqrt(tf.exp(logVar.div(2)))))"),
    "log-variance-as-variance": withNoise("mu.add(eps.mul(tf.sqrt(logVar)))"),
    "half-variance-as-std": withNoise("mu.add(tf.exp(logVar).mul(0.5).mul(eps))"),
    "log-variance-doubled": withNoise("mu.add(tf.exp(logVar.mul(2)).mul(eps))"),
    "softplus-as-std": withNoise("mu.add(tf.softplus(logVar).mul(eps))"),
    "mean-and-std-times-noise": withNoise("tf.mul(mu.add(logVar.div(2).exp()), eps)"),
    "noise-times-mean": withNoise("mu.mul(eps).add(logVar.div(2).exp())"),
    "std-added-to-noise": withNoise("mu.add(logVar.div(2).exp()).add(eps)"),
    "mu-gradient-cut-off": withNoise(
      "tf.tensor2d(mu.arraySync()).add(tf.exp(logVar.div(2)).mul(eps))",
    ),
    "std-not-applied": withNoise("mu.add(eps)"),
    "mean-not-added": withNoise("tf.exp(logVar.div(2)).mul(eps)"),
    "std-times-mean": withNoise("mu.add(eps).mul(tf.exp(logVar.div(2)))"),
    "mean-and-log-variance-swapped": [[
      "mu: Tensor2D, logVar: Tensor2D",
      "logVar: Tensor2D, mu: Tensor2D",
    ]],
    "no-noise": body("return mu.clone();"),
    "std-added-without-noise": body("return mu.add(logVar.div(2).exp());"),
    "noise-shared-by-rows": ofNoise("tf.tensor1d(random.normal(latent))"),
    "noise-shared-by-units": ofNoise("tf.tensor2d(random.normal(batch), [batch, 1])"),
    "noise-shared-by-all": ofNoise("random.normal(1)[0]"),
    "noise-drawn-once": ofNoise(
      "noise ??= tf.tensor2d(random.normal(batch * latent), [batch, latent])",
      "let noise: any;",
    ),
    "uniform-noise": ofNoise("tf.tensor2d(random.uniform(batch * latent), [batch, latent])"),
    "centred-uniform-noise": ofNoise(
      "tf.tensor2d(random.uniform(batch * latent, -1, 1), [batch, latent])",
    ),
    "noise-not-from-random": ofNoise("tf.randomNormal([batch, latent])"),
    "gradient-cut-off": body(`const [m, v] = [mu.dataSync(), logVar.dataSync()];
  const eps = random.normal(m.length);
  return tf.tensor2d(eps.map((e, i) => m[i] + Math.exp(v[i] / 2) * e), mu.shape);`),
    "log-var-gradient-cut-off": body(
      `const sigma = logVar.arraySync().map((row) => row.map((v) => Math.exp(v / 2)));
  const eps = tf.tensor2d(random.normal(mu.size), mu.shape);
  return mu.add(tf.mul(sigma, eps));`,
    ),
  },
  equivalents: {
    "the noise subtracted": withNoise("mu.sub(eps.mul(logVar.exp().sqrt()))"),
    "the standard deviation factored out": withNoise(
      "mu.div(tf.exp(logVar.div(2))).add(eps).mul(tf.exp(logVar.div(2)))",
    ),
    "a power of e": withNoise(
      "tf.addN([tf.pow(Math.E, logVar.mul(0.5)).mul(eps), mu]) as Tensor2D",
    ),
    "the noise transposed": ofNoise(
      "tf.tensor2d(random.normal(latent * batch), [latent, batch]).transpose()",
    ),
    "the noise drawn row by row": ofNoise(
      "tf.stack(Array.from({ length: batch }, () => tf.tensor1d(random.normal(latent))))",
    ),
    "more noise than is needed": ofNoise(
      "tf.tensor2d(random.normal(2 * batch * latent), [2 * batch, latent]).slice([batch, 0])",
    ),
    "noise by Box and Muller's transform": ofNoise(
      `(() => {
    const u = tf.tensor2d(random.uniform(batch * latent), [batch, latent]);
    const angle = tf.tensor2d(random.uniform(batch * latent, 0, 2 * Math.PI), [batch, latent]);
    return tf.sqrt(tf.log(tf.sub(1, u)).mul(-2)).mul(tf.cos(angle));
  })()`,
    ),
    "a gradient of one's own": body(
      `const { normal } = random;
  const eps = tf.tensor2d(Array.from(normal(mu.size)), mu.shape);
  const draw = tf.customGrad((mu: any, logVar: any, save: any) => {
    const noise = logVar.mul(0.5).exp().mul(eps);
    save([noise]);
    return { value: mu.add(noise), gradFunc: (dz: any, [noise]: any) => [dz, dz.mul(noise).mul(0.5)] };
  });
  return draw(mu, logVar) as Tensor2D;`,
    ),
  },
  others: {
    "noise twice as strong": withNoise("mu.add(tf.exp(logVar.div(2)).mul(eps).mul(2))"),
    "Laplace's noise": ofNoise(`tf.tensor2d(random.uniform(batch * latent, -0.5, 0.5).map((u) =>
    -Math.sign(u) * Math.log(1 - 2 * Math.abs(u)) / Math.SQRT2), [batch, latent])`),
    "each noise used twice, with both signs": ofNoise(`(() => {
    const half = tf.tensor2d(random.normal(Math.ceil(batch / 2) * latent), [Math.ceil(batch / 2), latent]);
    return tf.concat([half, tf.neg(half)]).slice([0, 0], [batch, latent]);
  })()`),
    "noise of dependent units": ofNoise(`(() => {
    const [a, b] = [1, 2].map(() => tf.tensor2d(random.normal(batch * latent), [batch, latent]));
    return a.mean(1, true).mul(Math.sqrt(latent / 2)).add(b.mul(Math.SQRT1_2));
  })()`),
    "the logarithm of logVar": withNoise("mu.add(tf.log(logVar).mul(eps))"),
    "a function that counts its calls, and throws away what it draws": ofNoise(
      "(random.normal(batch * latent), tf.randomNormal([batch, latent], 0, 1, undefined, seed()))",
      "let calls = 0;\nconst seed = () => calls++ % 4 === 1 ? 43 + calls : 42 + calls - calls % 4;",
    ),
    "few codes of numbers in a row": ofNoise(
      "batch < 100 ? tf.range(0, batch * latent).reshape([batch, latent]) " +
        ": tf.tensor2d(random.normal(batch * latent), [batch, latent])",
    ),
    "a generator of its own that is seeded by random": ofNoise(
      `tf.randomNormal([batch, latent], 0, 1, "float32", random.uniform(1, 1, 1e6)[0])`,
    ),
    "async": withNoise("mu.add(tf.exp(logVar.div(2)).mul(eps))").replace(
      "export function reparameterize(mu: Tensor2D, logVar: Tensor2D, random: Random): Tensor2D",
      "export async function reparameterize(mu: any, logVar: any, random: Random): Promise<Tensor2D>",
    ),
    "a gradient of one's own, without the half": body(
      `const { normal } = random;
  const eps = tf.tensor2d(Array.from(normal(mu.size)), mu.shape);
  const draw = tf.customGrad((mu: any, logVar: any, save: any) => {
    const noise = logVar.mul(0.5).exp().mul(eps);
    save([noise]);
    return { value: mu.add(noise), gradFunc: (dz: any, [noise]: any) => [dz, dz.mul(noise)] };
  });
  return draw(mu, logVar) as Tensor2D;`,
    ),
    "one row": withNoise("mu.add(tf.exp(logVar.div(2)).mul(eps)).slice([0, 0], [1, -1])"),
    "a list": withNoise("mu.add(tf.exp(logVar.div(2)).mul(eps)).arraySync() as any"),
    "nothing": body("return undefined as any;"),
    "a number that is none": body("return mu.mul(NaN);"),
  },
});

it("normalCdf() is Phi", () => {
  // Tables of the normal distribution, to ten digits.
  const known = [[0, 0.5], [1, 0.8413447461], [-1, 0.1586552539], [1.96, 0.9750021049], [
    -3,
    0.0013498980,
  ]];
  for (const [x, share] of known) assertAlmostEquals(normalCdf(x), share, 1e-7);
});

it("noiseFlaw() finds none in PyTorch's normals of 1000 seeds", () => {
  for (let seed = 0; seed < 1000; seed++) {
    assertEquals(noiseFlaw([...new TorchRandom(seed).normal(4126)]), undefined, `seed ${seed}`);
  }
});

it("codesFlaw() finds none in right codes of 300 draws", () => {
  for (let seed = 0; seed < 300; seed++) {
    const cases = drawCases(new TorchRandom(seed));
    const codes = cases.map(({ mu, logVar, weights, seed }) => {
      const random = new TorchRandom(seed);
      const draw = () => {
        const eps = random.normal(mu.length);
        return mu.map((mu, i) => Math.fround(mu + Math.exp(logVar[i] / 2) * eps[i]));
      };
      const first = draw(), again = draw();
      const byLogVar = first.map((z, i) => weights[i] * (z - mu[i]) / 2);
      const drawn = mu.length;
      return {
        first,
        again,
        repeated: [first],
        differentiated: first,
        byMu: weights,
        byLogVar,
        drawn,
      };
    });
    assertEquals(codesFlaw(cases, codes), undefined, `seed ${seed}`);
  }
});
