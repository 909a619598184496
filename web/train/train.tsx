import { useEffect } from "../../lib/deps/preact.ts";
import { siteSource } from "../site_source.ts";
import { words } from "../words.ts";
import { Kept } from "./kept.tsx";
import { RunForm } from "./run_form.tsx";
import { RunView } from "./run_view.tsx";
import { TheoryCard } from "./theory_card.tsx";
import { lookForKept, trainings } from "./trainings.ts";

/** Exercise 2: training, live. */
export function Train() {
  useEffect(() => void lookForKept(), []);
  return (
    <>
      <h2>{words.train.heading}</h2>
      <p>{words.train.intro}</p>
      {!globalThis.isSecureContext && <p class="notice">{words.train.notSecure}</p>}
      {!globalThis.crossOriginIsolated && (
        <p class="quiet">
          {siteSource().isDocument ? words.train.inFile : words.train.notIsolated}
        </p>
      )}
      <div class="columns">
        <RunForm />
        <TheoryCard />
      </div>
      <div class="columns runs">
        {trainings.value.map((training) => (
          <RunView
            key={training.wanted.id}
            training={training}
          />
        ))}
      </div>
      <Kept />
    </>
  );
}
