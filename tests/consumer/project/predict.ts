/** What a VAE will do on these images, before any training. */
import { loadMnist } from "@vae/lab";
import { diagnose, linearVae, spectra } from "@vae/lab/theory";

const [source] = Deno.args;
const images = await loadMnist({ source });
const found = spectra(images);
const { eigenvalues, critical, collapsed } = found.gaussian;
const loss = { likelihood: "gaussian", pixels: 784, latentSize: 8 } as const;
console.log(JSON.stringify({
  eigenvalues: [...eigenvalues.slice(0, 4)],
  critical,
  collapsed,
  optimum: linearVae(eigenvalues, { beta: 8, latentSize: 8 }),
  // A mean over the pixels beside a sum over the units: 784 times the weight that it seems to have.
  mean: diagnose({ ...loss, reconstruction: "mean", kl: "sum", weight: 1 }, found),
  sum: diagnose({ ...loss, reconstruction: "sum", kl: "sum", weight: 1 }, found),
}));
