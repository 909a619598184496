import { words } from "../words.ts";
import { setPair } from "./pair.ts";

/** Pairs that show what the two divergences punish. */
const PRESETS = {
  lab: { mu: 1, sigma: 0.5, priorMu: 0, priorSigma: 1 },
  equal: { mu: 0, sigma: 1, priorMu: 0, priorSigma: 1 },
  narrow: { mu: 0, sigma: 0.2, priorMu: 0, priorSigma: 1 },
  wide: { mu: 0, sigma: 1, priorMu: 0, priorSigma: 0.2 },
  apart: { mu: 3, sigma: 0.5, priorMu: -1, priorSigma: 0.5 },
} as const;
const NAMES = Object.keys(PRESETS) as (keyof typeof PRESETS)[];

/** Why the divergence is not symmetric, with pairs to try. */
export function Presets() {
  return (
    <section aria-labelledby="kl-asymmetry">
      <h2 id="kl-asymmetry">{words.kl.asymmetryTitle}</h2>
      {words.kl.asymmetryText.map((text) => <p key={text}>{text}</p>)}
      <ul class="kl-presets">
        {NAMES.map((name) => (
          <li key={name}>
            <button type="button" id={`kl-preset-${name}`} onClick={() => setPair(PRESETS[name])}>
              {words.kl.presets[name].name}
            </button>
            <span>{words.kl.presets[name].text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
