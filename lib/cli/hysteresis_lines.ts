import type { EpochRecord } from "../run/run_record.ts";
import type { Spectrum } from "../theory/spectra.ts";
import type { Ways } from "../experiment/hysteresis.ts";
import { table } from "./table.ts";

/** Both ways side by side, weight by weight, and what they mean. */
export function hysteresisLines({ up, down }: Ways, spectrum: Spectrum): string[] {
  const back = down.toReversed();
  const latentSize = up[0].klPerUnit.length;
  const rows = up.map((there, i) => {
    const here = back[i];
    const theory = spectrum.optimum({ beta: there.klWeight, latentSize });
    return [
      there.klWeight.toPrecision(3),
      ...[there, here, theory].map(({ activeUnits }) => `${activeUnits}`),
      ...[nats(there), nats(here), theory.kl].map((kl) => kl.toFixed(3)),
      ...[there, here, theory].map(({ loss }) => loss.toFixed(2)),
    ];
  });
  return [
    "",
    "Way up, way down, and the best linear VAE at each weight of the KL term:",
    ...table([
      ["beta", ...["units", "KL", "loss"].flatMap((what) => [`${what} up`, "down", "linear"])],
      ...rows,
    ], 0).map((line) => `  ${line}`),
    "",
    ...findings(up, back, spectrum),
  ];
}

/** What the two ways have in common and what not. */
function findings(
  up: readonly EpochRecord[],
  back: readonly EpochRecord[],
  { critical }: Spectrum,
): string[] {
  const [lastUp, lastDown] = [up, back].map((epochs) =>
    epochs.findLast(({ activeUnits }) => activeUnits > 0)?.klWeight.toPrecision(3)
  );
  const behind = up.filter(({ activeUnits }, i) => back[i].activeUnits < activeUnits);
  const ahead = up.filter(({ activeUnits }, i) => back[i].activeUnits > activeUnits);
  return [
    (lastUp
      ? `On the way up some unit is active up to beta ${lastUp}`
      : "No unit is active on the way up") +
    (lastDown ? `; on the way down from beta ${lastDown} on` : "; none on the way down") +
    `. By linear theory none is active above beta ${critical.toPrecision(4)}.`,
    `Of ${up.length} weights, the way down has fewer active units at ${behind.length}, more at ` +
    `${ahead.length}, as many at ${up.length - behind.length - ahead.length}.`,
  ];
}

/** The KL divergence after the epoch, over the training images. */
function nats({ klPerUnit }: EpochRecord): number {
  return klPerUnit.reduce((sum, kl) => sum + kl, 0);
}
