import { useSignal } from "../../lib/deps/preact_signals.ts";

/** What makes an `<input>` a field whose text is its reader's until it is taken over. */
export interface Draft {
  readonly value: string;
  onInput(event: { readonly currentTarget: { readonly value: string } }): void;
  onChange(event: { readonly currentTarget: { readonly value: string } }): void;
}

/**
 * A field's text while somebody types: a view that is drawn anew meanwhile must not put the old value back.
 *
 * @param value what the field shows otherwise
 * @param take takes over what was typed; false, if it cannot be, and the text stays as it is
 */
export function useDraft(value: string, take: (text: string) => boolean): Draft {
  const draft = useSignal<string | undefined>(undefined);
  return {
    value: draft.value ?? value,
    onInput: ({ currentTarget }) => draft.value = currentTarget.value,
    onChange({ currentTarget: { value: typed } }) {
      draft.value = take(typed.trim()) ? undefined : typed;
    },
  };
}
