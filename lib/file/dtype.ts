/** The types of a safetensors file's values that are read here, and the bytes that one takes. */
export const SIZES = {
  ...{ F64: 8, F32: 4, F16: 2, BF16: 2 },
  ...{ I64: 8, I32: 4, I16: 2, I8: 1, U64: 8, U32: 4, U16: 2, U8: 1, BOOL: 1 },
} as const;

/** A type by the format's name. */
export type Dtype = keyof typeof SIZES;

/** Reads a floating-point number at a byte of a view; the file is little-endian on every machine. */
const READ = {
  F64: (view: DataView, at: number) => view.getFloat64(at, true),
  F32: (view: DataView, at: number) => view.getFloat32(at, true),
  F16: (view: DataView, at: number) => float16(view.getUint16(at, true)),
  BF16: (view: DataView, at: number) => bfloat16(view.getUint16(at, true)),
} as const satisfies Partial<Record<Dtype, (view: DataView, at: number) => number>>;

/** Whether a type is one that is read here. */
export function isDtype(dtype: string): dtype is Dtype {
  return Object.hasOwn(SIZES, dtype);
}

/** Whether a type is one of floating-point numbers. */
export function isFloat(dtype: Dtype): dtype is keyof typeof READ {
  return Object.hasOwn(READ, dtype);
}

/**
 * All numbers of a view as float32. Those of float16 and bfloat16 keep their value; those of float64 are
 * rounded to the nearest, beyond float32's range to Infinity.
 */
export function readFloats(view: DataView, dtype: keyof typeof READ): Float32Array {
  const [size, read] = [SIZES[dtype], READ[dtype]];
  const values = new Float32Array(view.byteLength / size);
  for (let i = 0; i < values.length; i++) values[i] = read(view, i * size);
  return values;
}

/** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
function float16(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const [exponent, fraction] = [bits >> 10 & 0x1f, bits & 0x3ff];
  if (exponent === 0) return sign * fraction * 2 ** -24; // zero, and the subnormal numbers
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new DataView(new ArrayBuffer(4));

/** The upper half of a float32. */
function bfloat16(bits: number): number {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}
