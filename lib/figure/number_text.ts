/** Superscript digits, for powers of 10. */
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * A number as a figure prints it: in a few significant digits, with a true minus sign, and as a
 * product with a power of 10 where it would be long otherwise.
 *
 * @example
 * ```ts
 * import { numberText } from "./number_text.ts";
 *
 * numberText(-0.5); // "−0.5"
 * numberText(2.1, { digits: 3, keepZeros: true }); // "2.10"
 * numberText(1.81e11); // "1.81 × 10¹¹"
 * ```
 */
export function numberText(
  value: number,
  { digits = 4, keepZeros = false }: { digits?: number; keepZeros?: boolean } = {},
): string {
  const short = (value: number) => {
    const text = value.toPrecision(digits);
    return (keepZeros && !text.includes("e") ? text : String(Number(text))).replace("-", "−");
  };
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (!Number.isFinite(value) || (size >= 1e-4 && size < 1e6)) return short(value);
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  const raised = exponent.replace("+", "").replace("-", "⁻")
    .replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]);
  return Number(mantissa) === 1 ? `10${raised}` : `${short(Number(mantissa))} × 10${raised}`;
}
