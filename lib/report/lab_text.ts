/** A part of the lab, as the report and the notebook tell it. */
export interface LabSection {
  /** Names it in links and files. */
  readonly id: SectionId;
  readonly title: string;
  /** Markdown; formulas are TeX between dollar signs. */
  readonly text: string;
}

/** The lab's parts. */
export type SectionId =
  | "about"
  | "univariate"
  | "diagonal"
  | "model"
  | "prediction"
  | "naive"
  | "collapse"
  | "anneal"
  | "sample"
  | "interpolate"
  | "questions";

/** The lab in order: what is asked, and what to look for. Every number stands beside it, from a run. */
export const LAB_TEXT: readonly LabSection[] = [
  {
    id: "about",
    title: "A variational autoencoder on MNIST",
    text: String.raw`
A variational autoencoder (VAE; Kingma and Welling 2013) learns to compress an image $x$ to a few
numbers, the code $z$, and to draw the image again from its code. Its encoder does not give one code
but a Gaussian, $q(z \mid x) = \mathcal N(\mu, \operatorname{diag}(\sigma^2))$; its decoder draws
$\hat x$ from a code sampled from it. The loss has two terms:

$$
\text{loss} = \lVert x - \hat x \rVert^2
+ w \, \mathrm{KL}\bigl(q(z \mid x) \,\Vert\, \mathcal N(0, I)\bigr) .
$$

The first term, the squared error of the reconstruction, wants codes that say everything about the
image; the second, the KL divergence, wants codes that say nothing. The lab derives the second term
(exercise 1), and then trains the model with three weights $w$ (exercise 2) to see which of the two
wins.
`,
  },
  {
    id: "univariate",
    title: "Exercise 1.1: the KL divergence of two univariate Gaussians",
    text: String.raw`
Show that for $p = \mathcal N(\mu_1, \sigma_1^2)$ and $q = \mathcal N(\mu_2, \sigma_2^2)$

$$
\mathrm{KL}(q \,\Vert\, p) = \log \frac{\sigma_1}{\sigma_2}
+ \frac{\sigma_2^2 + (\mu_1 - \mu_2)^2}{2 \sigma_1^2} - \frac12 .
$$

**Step 1.** The logarithm of $q$ is $-\frac12 \log(2 \pi \sigma_2^2) - (x - \mu_2)^2 / (2 \sigma_2^2)$,
and $\mathbb E_q (x - \mu_2)^2 = \sigma_2^2$. Hence

$$ \mathbb E_q[\log q] = -\tfrac12 \bigl(1 + \log(2 \pi \sigma_2^2)\bigr). $$

**Step 2.** In the same way, with $\mathbb E_q (x - \mu_1)^2 = \sigma_2^2 + (\mu_1 - \mu_2)^2$,

$$
\mathbb E_q[\log p] = -\tfrac12 \log(2 \pi \sigma_1^2)
- \frac{\sigma_2^2 + (\mu_1 - \mu_2)^2}{2 \sigma_1^2}.
$$

**Step 3.** The divergence is the difference of the two.
`,
  },
  {
    id: "diagonal",
    title: "Exercise 1.2: a diagonal Gaussian against the standard normal",
    text: String.raw`
Show that for $q = \mathcal N(\mu, \operatorname{diag}(\sigma^2))$ and $p = \mathcal N(0, I)$ in $d$
dimensions

$$
\mathrm{KL}(q \,\Vert\, p) = -\tfrac12 \sum_{i=1}^{d}
\bigl(1 + \log \sigma_i^2 - \sigma_i^2 - \mu_i^2\bigr).
$$

**Step 1.** Both densities factorise over the dimensions: the determinant of a diagonal matrix is the
product of its diagonal, and its inverse has the reciprocals on the diagonal.

**Step 2.** So $\log q - \log p$ is a sum over the dimensions, and its expectation is the sum of
univariate divergences with $\mu_1 = 0$ and $\sigma_1 = 1$.

**Step 3.** Exercise 1.1 gives each summand: $-\log \sigma_i + \frac12 (\sigma_i^2 + \mu_i^2) - \frac12$.

This sum is the KL term of the loss. The encoder gives $\mu$ and $\log \sigma^2$, and the model's
code computes just this line.
`,
  },
  {
    id: "model",
    title: "Exercise 2: the model",
    text: String.raw`
The encoder's layers have 784, 256 and 64 units; two heads of 64, 32 and 8 give $\mu$ and
$\log \sigma^2$; the decoder has 8, 32, 64, 256 and 784 units. Every layer ends in a LeakyReLU, the
heads too, and the decoder in a sigmoid. Adam trains it with batches of 128 images.

A latent unit is *active* if its posterior mean varies over the images: if the variance of $\mu_i$ is
above 0.01 (Burda et al. 2016). A unit that is not active gives every image about the same code, and
the decoder learns to ignore it. Where the KL term counts for much, it then pulls the unit's Gaussian
to the prior, and its KL divergence to 0. *Posterior collapse* is the state in which units, or all
of them, have fallen asleep like this.
`,
  },
  {
    id: "prediction",
    title: "Before training: what theory predicts",
    text: String.raw`
Squared error $+\, w\,\mathrm{KL}$ is, up to a constant and a factor, the negative evidence lower
bound of a decoder with variance $w / 2$ for each pixel. For a *linear* VAE everything is known
(Tipping and Bishop 1999; Lucas et al. 2019): it is probabilistic principal component analysis, in
which unit $i$ falls asleep as soon as $w / 2$ exceeds the $i$-th eigenvalue of the pixels'
covariance. At $w = \beta^* = 2 \lambda_1$ the last unit does. The eigenvalues come from the images
alone; no training is needed.
`,
  },
  {
    id: "naive",
    title: "Naive: the KL term divided by 784",
    text: String.raw`
A loss that takes the *mean* over the pixels of one term and the *sum* over the units of the other is
out of balance by the number of pixels. The lab's first run makes the KL term small: it divides
it by 784. After two epochs the model reconstructs well. It is nearly a plain autoencoder: nothing
holds its codes near the prior, as its KL divergence shows.
`,
  },
  {
    id: "collapse",
    title: "Collapse: the KL term at its full weight",
    text: String.raw`
Now the division is removed, $w = 1$, and the model trains again. At first the loss stands still on a
plateau: the KL term has put every unit to sleep before the decoder learned to use it, and the best
that a decoder can do without a code is to draw the mean of all digits, the gray blob, for every
image. The original exercise says that the generator collapses. What happens is more interesting:
after a while some units wake up, and after two epochs the collapse is *partial*.
`,
  },
  {
    id: "anneal",
    title: "Annealing: the KL term is raised slowly",
    text: String.raw`
The cure of the lab (Bowman et al. 2016): the weight rises from 0.2 in the first epoch to 1 in the
fifth, and stays there until the fifteenth. While the weight is small the decoder learns to use the
codes; later they are worth their price. The original exercise says that nothing collapses now. Count
the active units below.

A weight above 1 gives a $\beta$-VAE (Higgins et al. 2017): simpler codes at the price of worse
reconstructions.
`,
  },
  {
    id: "sample",
    title: "Sampling: the decoder draws",
    text: String.raw`
A code drawn at random, decoded, is a new image. The lab draws codes uniformly from $[0, 1)^d$; the
prior, to which the KL term pulls the codes, is $\mathcal N(0, I)$. Neither is distributed as the
encoder's own codes are: the cube holds few of these, and many codes from the prior lie where the
encoder puts hardly any. So the samples show few kinds of digits. That many are soft has another
reason, too: with so few numbers for an image, its reconstruction is soft already.
`,
  },
  {
    id: "interpolate",
    title: "Interpolation: between two images",
    text: String.raw`
Two training images, drawn at random, are encoded, and twenty codes on the straight line between
their codes are decoded. In a good latent space each step on the way looks like a digit.
`,
  },
  {
    id: "questions",
    title: "Questions to answer",
    text: String.raw`
1. How many units are active after the naive, the collapsed and the annealed run? Which are they in
   the last two, and what does each of them draw when you move it?
2. The plateau of the collapse has a loss near 52.7. Where does this number come from?
3. Why does the collapse end by itself at $w = 1$, but not at $w = 8$? What does the prediction say
   about $w = 8$?
4. Averaging the squared error over the 784 pixels, and not the KL term, is the same as which weight
   $w$ in the loss above? What will happen?
5. Which change to the heads would keep more units active without any annealing?
`,
  },
];

/** One of the lab's parts. */
export function labSection(id: SectionId): LabSection {
  return LAB_TEXT.find((section) => section.id === id)!;
}
