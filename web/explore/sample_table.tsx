import { words } from "../words.ts";
import { model } from "./explored.ts";
import type { SourceSamples } from "./protocol.ts";

const text = words.explore.samples;

/** What the classifier counts on the samples of each source. */
export function SampleTable({ sources }: { readonly sources: readonly SourceSamples[] }) {
  const d = model.value!.latentSize;
  const counted = sources.some(({ judged }) => judged);
  const digits = counted ? Array.from({ length: 10 }, (_, digit) => digit) : [];
  return (
    <>
      <h4 id="sample-table-name">{text.table}</h4>
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="sample-table-name">
        <table id="sample-table" aria-labelledby="sample-table-name">
          <thead>
            <tr>
              <th scope="col">{text.columns.source}</th>
              {counted && <th scope="col">{text.columns.recognised}</th>}
              {counted && <th scope="col">{text.columns.varied}</th>}
              <th scope="col">{text.columns.outside}</th>
              {digits.map((digit) => <th scope="col" key={digit}>{digit}</th>)}
            </tr>
          </thead>
          <tbody>
            {sources.map(({ source, judged, outside }) => (
              <tr key={source} data-source={source}>
                <th scope="row">{text.sources[source](d)}</th>
                {counted && <td>{judged ? text.percent(judged.share) : "-"}</td>}
                {counted && <td>{judged ? text.varied(judged.effectiveDigits) : "-"}</td>}
                <td>{outside === undefined ? "-" : text.percent(outside)}</td>
                {digits.map((digit) => <td key={digit}>{judged ? judged.counts[digit] : "-"}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet">{counted && text.means} {text.meansOutside}</p>
    </>
  );
}
