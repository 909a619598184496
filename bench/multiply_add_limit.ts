import { compileAssemblyScript } from "../lib/deps/assemblyscript.ts";

/** Twelve sums that wait for nothing but themselves: 96 operations of float32 a turn. */
const SUMS = Array.from({ length: 12 }, (_, i) => `c${i}`);
const PROGRAM = `export function run(at: usize, turns: i32): void {
  const a = v128.load(at), b = v128.load(at, 16);
${SUMS.map((c, i) => `  let ${c} = v128.load(at, ${32 + 16 * i});`).join("\n")}
  for (let i = 0; i < turns; i++) {
${SUMS.map((c) => `    ${c} = f32x4.relaxed_madd(a, b, ${c});`).join("\n")}
  }
${SUMS.map((c, i) => `  v128.store(at, ${c}, ${32 + 16 * i});`).join("\n")}
}`;
const OPTIONS = ["-O3", "--runtime", "stub", "--enable", "simd", "--enable", "relaxed-simd"];

/**
 * A program that does nothing but multiply and add vectors of four, in registers: no product of matrices in
 * WebAssembly can be faster.
 *
 * @returns runs it for some turns; 96 operations each
 */
export async function multiplyAddLimit(): Promise<(turns: number) => void> {
  const memory = ["--initialMemory", "1", "--noAssert"];
  const bytes = await compileAssemblyScript({ limit: PROGRAM }, "limit.ts", [
    ...OPTIONS,
    ...memory,
  ]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const { run, memory: { buffer } } = exports as unknown as {
    run(at: number, turns: number): void;
    memory: WebAssembly.Memory;
  };
  new Float32Array(buffer).fill(0.5);
  return (turns) => run(1024, turns);
}
