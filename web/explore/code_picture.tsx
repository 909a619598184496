import { useRef } from "../../lib/deps/preact.ts";
import { useSignalEffect } from "../../lib/deps/preact_signals.ts";
import { words } from "../words.ts";
import { client, code, model } from "./explored.ts";
import { paintGray } from "./paint_gray.ts";
import { PlaceBadge } from "./place_badge.tsx";
import { tell } from "./tell.ts";

const text = words.explore.code;

/** What the decoder makes of the code, large. */
export function CodePicture() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { image, latentSize, model: id } = model.value!;
  // Painted as soon as it comes, without a turn of the views: who drags a slider sees it follow.
  useSignalEffect(() => {
    const [asked, shown] = [client.value, code.value];
    if (!asked || shown?.length !== latentSize) return;
    const start = performance.now();
    asked.ask("decode", { model: id, codes: Float32Array.from(shown) }).then((gray) => {
      if (!gray || !canvas.current) return;
      paintGray(canvas.current, gray, image);
      const { dataset } = canvas.current;
      dataset.latency = (performance.now() - start).toFixed(2);
      dataset.code = shown.join();
    }, (error: Error) => tell(error.message));
  });
  return (
    <section class="code-picture" aria-label={text.heading}>
      <canvas
        id="picture"
        class="digits"
        role="img"
        aria-label={text.picture}
        ref={canvas}
        width={image.width}
        height={image.height}
      />
      <div>
        <h3>{text.heading}</h3>
        <PlaceBadge />
      </div>
    </section>
  );
}
