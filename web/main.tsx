/** The page: its parts, one at a time, and a line for what went wrong. */
import { render } from "../lib/deps/preact.ts";
import { followAddress } from "./address.ts";
import { Exercise1 } from "./exercise_1/exercise_1.tsx";
import { Explore } from "./explore/explore.tsx";
import { notice, state, type Tab, TABS } from "./state.ts";
import { Train } from "./train/train.tsx";
import { words } from "./words.ts";

const VIEWS = { kl: Exercise1, train: Train, explore: Explore } satisfies Record<Tab, unknown>;

function App() {
  const tab = state.tab.value.value;
  const View = VIEWS[tab];
  return (
    <>
      <a class="skip" href="#content" onClick={focusContent}>{words.common.skip}</a>
      <header>
        <h1>{words.common.title}</h1>
        <nav aria-label={words.common.title}>
          {TABS.map((name) => (
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
      </header>
      {notice.value && (
        <p class="notice" role="alert">
          {notice}
          <button type="button" class="small" onClick={() => notice.value = ""}>
            {words.common.dismiss}
          </button>
        </p>
      )}
      <main id="content" tabIndex={-1}>
        <View />
      </main>
    </>
  );
}

/** The address bar holds the state, so the link must not change it. */
function focusContent(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

followAddress();
const root = document.getElementById("app")!;
root.replaceChildren();
render(<App />, root);
