import { useEffect } from "../../lib/deps/preact.ts";
import { useSignal } from "../../lib/deps/preact_signals.ts";
import { words } from "../words.ts";
import { CodeButtons } from "./code_buttons.tsx";
import { CodeMap } from "./code_map.tsx";
import { CodePicture } from "./code_picture.tsx";
import { DrawDigit } from "./draw_digit.tsx";
import { openFile } from "./choose_model.ts";
import { model, stopped } from "./explored.ts";
import { restart, start } from "./start.ts";
import { ImagePath } from "./image_path.tsx";
import { ModelChooser } from "./model_chooser.tsx";
import { Samples } from "./samples.tsx";
import { UnitSliders } from "./unit_sliders.tsx";
import { UnitTraversals } from "./unit_traversals.tsx";

const text = words.explore;

/** Explore: moving in the latent space of a trained model, whose file may be dropped anywhere on it. */
export function Explore() {
  useEffect(start, []);
  const over = useSignal(false);
  const held = model.value;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    over.value = false;
    const dropped = event.dataTransfer?.files[0];
    if (dropped) openFile(dropped);
  };
  const dragOver = (event: DragEvent) => {
    event.preventDefault();
    over.value = true;
  };
  return (
    <div
      class={over.value ? "explore over" : "explore"}
      onDragOver={dragOver}
      onDragLeave={() => over.value = false}
      onDrop={drop}
    >
      <h2>{text.title}</h2>
      <p>{text.intro}</p>
      <ModelChooser />
      {stopped.value && (
        <p class="card stopped">
          <span>{text.stopped}</span>
          <button type="button" class="main" id="start-again" onClick={restart}>
            {text.startAgain}
          </button>
        </p>
      )}
      {held && (
        <div key={held.model} id="explored" data-model={held.name}>
          <div class="explore-code">
            <CodePicture />
            <CodeButtons />
            <UnitSliders />
            <CodeMap />
          </div>
          <DrawDigit />
          <ImagePath />
          <UnitTraversals />
          <Samples />
        </div>
      )}
    </div>
  );
}
