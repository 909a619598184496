import { UserError } from "../../user_error.ts";
import { CPU_WHEELS, CUDA_WHEELS, type Wheel } from "./wheels.ts";

/** What TensorFlow's library computes on. */
export type NativeKind = "cpu" | "cuda";

/** The part of `Deno.build` that a plan depends on. */
export type Platform = Pick<typeof Deno.build, "os" | "arch" | "env">;

/** All that an installation is made of; two that are equal give equal installations. */
export interface NativePlan {
  readonly kind: NativeKind;
  /** TensorFlow's version. */
  readonly version: string;
  /** The packages of npm. */
  readonly packages: readonly { readonly name: string; readonly version: string }[];
  /** What pip has to be told to fetch the wheels, whatever Python it belongs to. */
  readonly pipTarget: readonly string[];
  readonly wheels: readonly Wheel[];
  /** The compiler's arguments, beside names of files. */
  readonly compilerFlags: readonly string[];
  /** What stays on the disk. */
  readonly diskBytes: number;
  /** What the disk must have free for it: a wheel lies there twice for a moment. */
  readonly roomBytes: number;
}

/** Size of `node_modules`; most of it is shared with Deno's cache. */
const PACKAGES_BYTES = 300e6;

/**
 * What has to be fetched and compiled on a platform.
 *
 * @throws {UserError} if this is not known for the platform
 */
export function nativePlan(kind: NativeKind, platform: Platform = Deno.build): NativePlan {
  const { os, arch, env } = platform;
  if (os !== "linux" || arch !== "x86_64" || env === "musl") {
    throw new UserError(
      `the native TensorFlow is put together on Linux on x86_64 (with glibc) only so far, and this ` +
        `is ${[os, arch, env].filter(Boolean).join(" ")}.`,
    );
  }
  const wheels = kind === "cpu" ? CPU_WHEELS : CUDA_WHEELS;
  const diskBytes = PACKAGES_BYTES + wheels.reduce((sum, { keptBytes }) => sum + keptBytes, 0);
  return {
    kind,
    version: wheels[0].version,
    packages: [
      { name: "@tensorflow/tfjs-node-gpu", version: "4.22.0" },
      { name: "node-api-headers", version: "1.9.0" },
    ],
    pipTarget: [
      ...["--python-version", "3.12", "--implementation", "cp", "--abi", "cp312"],
      ...["--platform", "manylinux2014_x86_64"],
    ],
    wheels,
    compilerFlags: ["-std=c++17", "-O2", "-fPIC", "-shared", "-DNAPI_VERSION=8"],
    diskBytes,
    roomBytes: diskBytes + 2 * Math.max(...wheels.map(({ bytes }) => bytes)),
  };
}
