import { state } from "../state.ts";
import { words } from "../words.ts";
import { NumberField } from "./number_field.tsx";

/** The four numbers of the pair as fields; the names are those of `deno task kl`. */
export function PairFields() {
  return (
    <div class="kl-fields">
      {(["mu", "sigma", "priorMu", "priorSigma"] as const).map((name) => {
        const { value, read } = state.kl[name];
        return (
          <NumberField
            key={name}
            id={`kl-${name}`}
            label={words.kl.fields[name]}
            value={value.value}
            read={read}
            set={(number) => value.value = number}
          />
        );
      })}
    </div>
  );
}
