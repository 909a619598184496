import type { Platform } from "../native/native_plan.ts";
import type { Wheel } from "../native/wheels.ts";

/** OpenBLAS as scipy builds it, and what pip calls the platform that a build is for. */
export interface BlasWheel extends Wheel {
  /** What pip has to be told to fetch it, whatever Python it belongs to. */
  readonly pipTarget: readonly string[];
  /** The library inside. */
  readonly library: string;
}

const VERSION = "0.3.34.481.3";

function wheel(
  platform: string,
  tags: string,
  library: string,
  rest: { readonly sha256: string; readonly bytes: number; readonly keptBytes: number },
): BlasWheel {
  const path = `scipy_openblas32/lib/${library}`;
  return {
    name: "scipy-openblas32",
    version: VERSION,
    file: `scipy_openblas32-${VERSION}-py3-none-${tags}.whl`,
    keep: [path],
    library: path,
    pipTarget: ["--python-version", "3.12", "--platform", platform],
    ...rest,
  };
}

const WHEELS: Readonly<Record<string, BlasWheel>> = {
  "linux x86_64": wheel(
    "manylinux_2_28_x86_64",
    "manylinux_2_27_x86_64.manylinux_2_28_x86_64",
    "libscipy_openblas.so",
    {
      sha256: "0595f94cd58c1f8a0d90c975621f4587337a003916b1979e834ebdf2cb5d9504",
      bytes: 7885409,
      keptBytes: 25127992,
    },
  ),
  "linux aarch64": wheel(
    "manylinux_2_28_aarch64",
    "manylinux_2_27_aarch64.manylinux_2_28_aarch64",
    "libscipy_openblas.so",
    {
      sha256: "e085dddbc5b9aa130f83def515d31c440e69f387a90c7e63b154a5575b4466bc",
      bytes: 9148457,
      keptBytes: 29022736,
    },
  ),
  "windows x86_64": wheel("win_amd64", "win_amd64", "libscipy_openblas.dll", {
    sha256: "963e311354df08856c22aad17d77209448d2d8fc3bc4b3b1d87912828797cf13",
    bytes: 7275233,
    keptBytes: 21946880,
  }),
};

/** The build for a platform; none for macOS, which has a BLAS of its own, nor for musl. */
export function blasWheel({ os, arch, env }: Platform = Deno.build): BlasWheel | undefined {
  return env === "musl" ? undefined : WHEELS[`${os} ${arch}`];
}
