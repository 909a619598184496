/**
 * Exercise 1: both closed forms of the KL divergence, each step of both proofs with numbers.
 *
 *     deno task kl
 *     deno task kl --mu 2 --sigma 0.1 --prior-sigma 3
 *
 * q = N(mu2, sigma2^2) is what `--mu` and `--sigma` say, p = N(mu1, sigma1^2) what `--prior-mu` and
 * `--prior-sigma` say. `kl.png` shows the two densities with the integrand whose area is KL(q || p), and
 * the divergence as a surface over (mu, log sigma).
 * Left out on purpose: covariances that are not diagonal.
 */
import { runCommand } from "../lib/cli/command.ts";
import { diagonalProof } from "../lib/cli/diagonal_proof.ts";
import { out, realNumber, seed, wholeNumber } from "../lib/cli/flags.ts";
import { writePicture } from "../lib/cli/pictures.ts";
import { univariateProof } from "../lib/cli/univariate_proof.ts";
import { klFigure, RunFolder, TorchRandom } from "../mod.ts";
