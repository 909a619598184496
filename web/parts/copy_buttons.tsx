import { useSignal } from "../../lib/deps/preact_signals.ts";
import { siteSource } from "../site_source.ts";
import { words } from "../words.ts";

/** Buttons that copy the command line of what is seen, and its link. */
export function CopyButtons({ command }: { readonly command: string }) {
  const said = useSignal("");
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    said.value = words.common.copied;
  };
  return (
    <p class="buttons copy">
      <code>
        {command.split(" ").flatMap((word, i) => [
          ...i > 0 ? [" "] : [],
          <span key={i} class="word">{word}</span>, // a flag is not broken at its hyphens
        ])}
      </code>
      <button type="button" class="small" onClick={() => copy(command)}>
        {words.common.copyCommand}
      </button>
      {!siteSource().isDocument && ( // a link to a file on this machine leads nobody else there
        <button type="button" class="small" onClick={() => copy(location.href)}>
          {words.common.copyLink}
        </button>
      )}
      <span role="status">{said}</span>
    </p>
  );
}
