import { words } from "../words.ts";
import { DensityPicture } from "./density_picture.tsx";
import { DiagonalProof } from "./diagonal_proof.tsx";
import { Divergences } from "./divergences.tsx";
import { KlChart } from "./kl_chart.tsx";
import { PairFields } from "./pair_fields.tsx";
import { Presets } from "./presets.tsx";
import { UnitBars } from "./unit_bars.tsx";
import { UnivariateProof } from "./univariate_proof.tsx";

/** Exercise 1: the divergence between two Gaussians both ways, its proof, and the case of many units. */
export function Exercise1() {
  return (
    <>
      <h2>{words.kl.title}</h2>
      {words.kl.intro.map((text) => <p key={text}>{text}</p>)}
      <div class="kl-columns">
        <div>
          <PairFields />
          <p class="quiet">{words.kl.dragHelp}</p>
          <DensityPicture />
        </div>
        <div>
          <Divergences />
          <Presets />
          <UnivariateProof />
        </div>
      </div>
      <h2>{words.kl.diagonalTitle}</h2>
      {words.kl.diagonalText.map((text) => <p key={text}>{text}</p>)}
      <div class="kl-columns">
        <UnitBars />
        <div>
          <DiagonalProof />
        </div>
      </div>
      <KlChart />
    </>
  );
}
