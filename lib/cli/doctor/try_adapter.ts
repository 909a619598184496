/**
 * Asks for the WebGPU adapter, in a program of its own, since a driver may crash:
 *
 *     deno run lib/cli/doctor/try_adapter.ts
 */
import type { Adapter } from "./machine.ts";
import { report } from "./report.ts";

const SOFTWARE = /llvmpipe|lavapipe|swiftshader|basic render|software/i;

if (import.meta.main) {
  await report(async (): Promise<Adapter | null> => {
    const adapter = await navigator.gpu?.requestAdapter();
    if (!adapter) return null;
    const { description, vendor, device, isFallbackAdapter } = adapter.info;
    const name = description || `${vendor} ${device}`.trim() || "without a name";
    return { name, software: isFallbackAdapter || SOFTWARE.test(name) };
  });
}
