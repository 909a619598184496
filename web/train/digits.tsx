import { GrayImages } from "../parts/gray_images.tsx";
import { words } from "../words.ts";
import { shownLook } from "./shown_look.ts";
import type { Training } from "./training.ts";

/** The same digits throughout, over what the decoder makes of their codes. */
export function Digits({ training }: { readonly training: Training }) {
  const look = shownLook(training);
  const begun = training.start.value;
  if (!look || !begun) return null;
  return (
    <div class="rows">
      <h4>{words.train.digits}</h4>
      <GrayImages images={begun.originals} shape={begun.data} label={words.train.originals} />
      <GrayImages
        images={look.reconstructions}
        shape={begun.data}
        label={words.train.reconstructions}
      />
    </div>
  );
}
