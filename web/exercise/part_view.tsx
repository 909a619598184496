import type { Finding } from "../../lib/exercise/step.ts";
import { words } from "../words.ts";
import { CodeText } from "./code_text.tsx";

const text = words.exercise;

/** A function of a step, and what is wrong with it. */
export function PartView(
  { name, finding }: { readonly name: string; readonly finding?: Finding },
) {
  if (!finding) {
    return (
      <p>
        <code>{name}</code> {text.partPasses}
      </p>
    );
  }
  const { mistake, message, evidence, hint, strongerHint } = finding;
  return (
    <div class="finding" data-mistake={mistake}>
      <h4>
        <code>{name}</code>
      </h4>
      <p>
        <CodeText text={message} />
      </p>
      {evidence && (
        <dl>
          <dt>{text.evidence.at}</dt>
          <dd>{evidence.at}</dd>
          <dt>{text.evidence.wanted}</dt>
          <dd class="figures">{evidence.wanted}</dd>
          <dt>{text.evidence.found}</dt>
          <dd class="figures">{evidence.found}</dd>
        </dl>
      )}
      <p>
        <b>{text.hint}:</b> <CodeText text={hint} />
      </p>
      <details>
        <summary>{text.strongerHint}</summary>
        <p>
          <CodeText text={strongerHint} />
        </p>
      </details>
    </div>
  );
}
