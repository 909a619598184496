/**
 * A variational autoencoder on MNIST, from images to pictures, on one page.
 *
 *     deno run --allow-read --allow-write=out --allow-ffi docs/examples/vae.ts
 *     deno run --allow-read --allow-write=out --allow-ffi docs/examples/vae.ts 6000 3
 *
 * The arguments are the number of training images (60,000 if there is none) and of epochs (15), which take
 * some minutes on two cores. Left out are checkpoints and a run folder, which `Session` keeps. In the
 * comments B is the number of images in a batch, N of images at all, and d the number of latent units.
 */
import {
  encodePng,
  evaluate,
  imageGrid,
  judge,
  klWeight,
  lerp,
  loadMnist,
  loss,
  measureUnits,
  type Objective,
  tf,
  TorchRandom,
  train,
  useBackend,
  Vae,
} from "../../mod.ts";

const [IMAGES = "60000", EPOCHS = "15"] = Deno.args;
const OUT = "out/vae";
const SHOWN = 25; // images in a picture

// 1. Where to compute, and one source of random numbers: the ones that PyTorch draws for this seed.
const backend = await useBackend("auto");
const random = new TorchRandom(0); // torch.manual_seed(0)

// 2. Images: bytes in memory, of which each batch becomes numbers from 0 to 1.
const data = await loadMnist({ count: Number(IMAGES) });
const test = await loadMnist({ split: "test" });
console.log(`${data.count} training images, ${test.count} test images, backend ${backend}`);

// 3. The model: x [B, 784] -> encoder -> mu, logVar [B, d] -> z = mu + exp(logVar / 2) eps -> decoder -> xHat.
const vae = new Vae({ latentSize: 8, random });

// 4. The loss: squared error + weight * KL(q(z | x) || N(0, I)). With the full weight from the start, the
// encoder soon says nothing: its KL divergence falls to 0, and every image is decoded to the same gray mean,
// which is posterior collapse. So the weight rises over the first five epochs.
const objective: Objective = (output, { epoch }) =>
  loss(output, { klWeight: klWeight(epoch, { warmUp: 0, annealing: 5 }) });

// 5. Training. The parts of the loss are printed apart: the sum alone would hide a collapse.
const options = { epochs: Number(EPOCHS), random, objective, measure: measureUnits };
let last;
for await (const event of train(vae, data, options)) {
  const { kind, epoch, loss, reconstruction, kl, klWeight } = event;
  if (kind === "batch" && event.batch % 100 !== 0) continue;
  const place = `epoch ${epoch}${kind === "batch" ? `, batch ${event.batch}` : ""}`;
  const parts = `${reconstruction.toFixed(2)} + ${klWeight} * ${kl.toFixed(2)}`;
  console.log(`${place}: loss ${loss.toFixed(2)} = squared error + weight * KL = ${parts}`);
  if (kind === "epoch") last = event;
}

// 6. What it came to: the units that tell images apart, the loss on images that it has not seen, and the
// training images' beside what the best linear VAE (probabilistic PCA) would reach on them.
const { activeUnits, klPerUnit, klWeight: weight } = last!;
const nats = klPerUnit.map((kl) => kl.toFixed(2)).join(" ");
console.log(`${activeUnits} of ${vae.latentSize} units are active; KL of each in nats: ${nats}`);
const tested = await evaluate(vae, test, { klWeight: weight, random: new TorchRandom(0) });
console.log(`test: squared error ${tested.reconstruction.toFixed(2)}, KL ${tested.kl.toFixed(2)}`);
const verdict = await judge(vae, data, { ...last!, random: new TorchRandom(0) });
console.log(`training: loss ${verdict.loss.toFixed(2)}; state: ${verdict.state}`);
console.log(`the best linear VAE's loss: ${verdict.linearOptimum?.toFixed(2)}`);

// 7. Pictures. A tensor that `tidy` gives back is the caller's to dispose of.
await Deno.mkdir(OUT, { recursive: true });

/** Decodes codes without noise. [N * d] -> [N * 784] */
async function decode(codes: Float32Array): Promise<Float32Array> {
  const shape: [number, number] = [codes.length / vae.latentSize, vae.latentSize];
  const xHat = tf.tidy(() => vae.reconstruct(tf.tensor2d(codes, shape)));
  const pixels = await xHat.data<"float32">();
  xHat.dispose();
  return pixels;
}

/** The means of the images' posteriors. [N * 784] -> [N * d] */
async function encode(images: Float32Array): Promise<Float32Array> {
  const mu = tf.tidy(() => vae.encode(tf.tensor2d(images, [images.length / 784, 784])));
  const codes = await mu.data<"float32">();
  mu.dispose();
  return codes;
}

/** Writes images in rows of 25 as a PNG file. */
async function write(name: string, ...rows: Float32Array[]): Promise<void> {
  const images = new Float32Array(rows.flatMap((row) => [...row]));
  const canvas = await imageGrid(images, { columns: SHOWN, scale: 2 });
  await Deno.writeFile(`${OUT}/${name}`, await encodePng(canvas));
  console.log(`${OUT}/${name}`);
}

// Test images, and under them what is left of each after eight numbers.
const originals = test.rows(Array.from({ length: SHOWN }, (_, i) => i));
const codes = await encode(originals);
await write("reconstructions.png", originals, await decode(codes));

// New digits: codes drawn from the prior N(0, I), four rows of them.
await write("samples.png", await decode(new TorchRandom(0).normal(4 * SHOWN * vae.latentSize)));

// From the first test image to the second in 25 steps on a straight line between their codes.
const [from, to] = [
  codes.slice(0, vae.latentSize),
  codes.slice(vae.latentSize, 2 * vae.latentSize),
];
await write("interpolation.png", await decode(lerp(from, to, SHOWN)));

vae.dispose();
