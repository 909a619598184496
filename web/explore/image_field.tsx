import { TorchRandom } from "../../lib/math/torch_random.ts";
import { useDraft } from "../parts/use_draft.ts";
import { words } from "../words.ts";
import { freshSeed } from "./fresh_seed.ts";

const text = words.explore.imageField;

/** A training image by its number. */
export interface ImageFieldProps {
  /** Of the field; its buttons' begin with it. */
  readonly id: string;
  readonly label: string;
  readonly value: number | undefined;
  /** How many there are; nothing can be chosen before that is known. */
  readonly count: number | undefined;
  choose(number: number): void;
}

/** A field for the number of a training image, and buttons for the next, the one before and a random one. */
export function ImageField({ id, label, value, count, choose }: ImageFieldProps) {
  const wrap = (number: number) => (number + count!) % count!;
  const draft = useDraft(`${value ?? ""}`, (typed) => {
    if (typed !== "" && count !== undefined) {
      choose(Math.min(count - 1, Math.max(0, Math.round(Number(typed)))));
    }
    return true;
  });
  return (
    <div class="buttons image-field">
      <label for={id}>{label}</label>
      <button
        type="button"
        id={`${id}-previous`}
        aria-label={text.previous(label)}
        disabled={!count}
        onClick={() => choose(wrap((value ?? 0) - 1))}
      >
        <span aria-hidden="true">‹</span>
      </button>
      <input
        type="number"
        id={id}
        min={0}
        max={count === undefined ? undefined : count - 1}
        {...draft}
        disabled={!count}
      />
      <button
        type="button"
        id={`${id}-next`}
        aria-label={text.next(label)}
        disabled={!count}
        onClick={() => choose(wrap((value ?? -1) + 1))}
      >
        <span aria-hidden="true">›</span>
      </button>
      <button
        type="button"
        id={`${id}-random`}
        aria-label={text.randomOf(label)}
        disabled={!count}
        onClick={() => choose(new TorchRandom(freshSeed()).integer(count!))}
      >
        {text.random}
      </button>
    </div>
  );
}
