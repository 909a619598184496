import { useEffect, useRef } from "../../lib/deps/preact.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { words } from "../words.ts";
import { client, model, setCode, units } from "./explored.ts";
import { freshSeed } from "./fresh_seed.ts";
import { SaveCanvas } from "../parts/save_canvas.tsx";

const text = words.explore.code;

/** Ways to other codes, and the picture as a file. */
export function CodeButtons() {
  const picture = useRef<HTMLElement | null>(null);
  useEffect(() => {
    picture.current = document.getElementById("picture");
  }, []);
  const { latentSize, model: id } = model.value!;
  const count = units.value.value?.count;
  const ofRandomImage = async () => {
    const number = new TorchRandom(freshSeed()).integer(count!);
    const found = await client.value?.ask("image", { model: id, number });
    if (found) setCode(found.code);
  };
  const ofPrior = () => setCode(new TorchRandom(freshSeed()).normal(latentSize));
  return (
    <div class="buttons code-buttons">
      <button type="button" id="code-zero" onClick={() => setCode(Array(latentSize).fill(0))}>
        {text.zero}
      </button>
      <button type="button" id="code-prior" onClick={ofPrior}>{text.prior}</button>
      <button type="button" id="code-image" disabled={!count} onClick={ofRandomImage}>
        {text.image}
      </button>
      <SaveCanvas of={picture} name="code" />
    </div>
  );
}
