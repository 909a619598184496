import type { StateTensor } from "../../lib/math/state_dict.ts";

/** A tensor as a safetensors file has it. */
export interface RawTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Its values, little-endian. */
  readonly raw: Uint8Array;
}

/** A safetensors file with tensors of any types, which `writeSafetensors` does not write. */
export function fileOfTensors(
  tensors: Readonly<Record<string, RawTensor>>,
  metadata?: unknown,
): Uint8Array<ArrayBuffer> {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { dtype, shape, raw }]) => [
    name,
    { dtype, shape, data_offsets: [end, end += raw.length] },
  ]);
  const header = { ...metadata === undefined ? {} : { __metadata__: metadata } };
  const json = JSON.stringify({ ...header, ...Object.fromEntries(entries) });
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(new TextEncoder().encode(json).length), true);
  return new Uint8Array(
    [length.buffer, new TextEncoder().encode(json), ...Object.values(tensors).map((t) => t.raw)]
      .flatMap((part) => [...new Uint8Array(part)]),
  );
}

/** A tensor with its values rounded to float16. */
export function halved({ shape, values }: StateTensor): RawTensor {
  const view = new DataView(new ArrayBuffer(2 * values.length));
  for (const [i, value] of values.entries()) view.setFloat16(2 * i, value, true);
  return { dtype: "F16", shape, raw: new Uint8Array(view.buffer) };
}
