import { useRef } from "../../lib/deps/preact.ts";
import { GrayImages } from "../parts/gray_images.tsx";
import { SaveCanvas } from "../parts/save_canvas.tsx";
import { words } from "../words.ts";
import { shownLook } from "./shown_look.ts";
import type { Training } from "./training.ts";

/** The same digits throughout, over what the decoder makes of their codes. */
export function Digits({ training }: { readonly training: Training }) {
  const reconstructions = useRef<HTMLDivElement>(null);
  const look = shownLook(training);
  const begun = training.start.value;
  if (!look || !begun) return null;
  return (
    <div class="rows">
      <h4>{words.train.digits}</h4>
      <GrayImages images={begun.originals} shape={begun.data} label={words.train.originals} />
      <div ref={reconstructions}>
        <GrayImages
          images={look.reconstructions}
          shape={begun.data}
          label={words.train.reconstructions}
        />
      </div>
      <p class="buttons">
        <SaveCanvas of={reconstructions} name={`${training.wanted.task}-reconstructions`} />
      </p>
    </div>
  );
}
