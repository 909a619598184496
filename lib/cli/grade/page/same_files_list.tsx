import type { JSX } from "../../../deps/preact.ts";
import type { GradedClass } from "../graded_class.ts";
import { namesText, stepsText } from "../same_text.ts";

/** Files that several students have, or that are the model solution. */
export function SameFilesList({ same }: GradedClass): JSX.Element | null {
  if (same.length === 0) return null;
  return (
    <section aria-labelledby="same">
      <h2 id="same">The same text</h2>
      <p>
        These files are the same but for comments and white space. A short function is often written
        in the same words by students who never met: it is a reason to ask, and no proof.
      </p>
      <ul>
        {same.map((group, i) => (
          <li key={i}>
            {stepsText(group)}: {namesText(group.names)}
            {group.isSolution && ", as in the model solution"}
          </li>
        ))}
      </ul>
    </section>
  );
}
