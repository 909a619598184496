import { render } from "../lib/deps/preact.ts";
import { Exercise1 } from "./exercise_1/exercise_1.tsx";
import { Exercise } from "./exercise/exercise.tsx";
import { hasExercise } from "./exercise/has_exercise.ts";
import { Explore } from "./explore/explore.tsx";
import { notice, state, type Tab, TABS } from "./state.ts";
import { Train } from "./train/train.tsx";
import { words } from "./words.ts";

const VIEWS = {
  kl: Exercise1,
  train: Train,
  explore: Explore,
  exercise: Exercise,
} satisfies Record<Tab, unknown>;

/**
 * Shows the page in an element: its parts, one at a time, and a line for what went wrong.
 *
 * @param embedded whether it is a part of a document that has a heading, and a `<main>`, of its own
 */
export function showPage(root: HTMLElement, { embedded = false } = {}): void {
  root.replaceChildren();
  render(embedded ? <Parts /> : <Whole />, root);
}

/** The page as a document of its own. */
function Whole() {
  return (
    <>
      <a class="skip" href="#content" onClick={focusContent}>{words.common.skip}</a>
      <header>
        <h1>{words.common.title}</h1>
        <Tabs />
      </header>
      <Notice />
      <main id="content" tabIndex={-1}>
        <Shown />
      </main>
    </>
  );
}

/** The page within another document. */
function Parts() {
  return (
    <>
      <Tabs />
      <Notice />
      <Shown />
    </>
  );
}

function Tabs() {
  const tab = state.tab.value.value;
  const shown = TABS.filter((name) => name !== "exercise" || name === tab || hasExercise.value);
  return (
    <nav aria-label={words.common.title}>
      {shown.map((name) => (
        <button
          type="button"
          key={name}
          aria-current={name === tab ? "page" : undefined}
          onClick={() => state.tab.value.value = name}
        >
          {words.common.tabs[name]}
        </button>
      ))}
    </nav>
  );
}

function Notice() {
  if (!notice.value) return null;
  return (
    <p class="notice" role="alert">
      {notice}
      <button type="button" class="small" onClick={() => notice.value = ""}>
        {words.common.dismiss}
      </button>
    </p>
  );
}

function Shown() {
  const View = VIEWS[state.tab.value.value];
  return <View />;
}

/** The address bar holds the state, so the link must not change it. */
function focusContent(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}
