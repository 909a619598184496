import { UserError } from "../../user_error.ts";
import {
  CPU_WHEELS,
  CUDA_WHEELS,
  LINUX_ARM64_WHEELS,
  MACOS_ARM64_WHEELS,
  type Wheel,
} from "./wheels.ts";

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

/** What differs from platform to platform. */
interface Parts {
  /** As pip calls the platform. */
  readonly pip: string;
  readonly wheels: Partial<Readonly<Record<NativeKind, readonly Wheel[]>>>;
  readonly linkerFlags: readonly string[];
}

const PLATFORMS: Readonly<Record<string, Parts>> = {
  "linux x86_64": {
    pip: "manylinux2014_x86_64",
    wheels: { cpu: CPU_WHEELS, cuda: CUDA_WHEELS },
    linkerFlags: [],
  },
  "linux aarch64": {
    pip: "manylinux2014_aarch64",
    wheels: { cpu: LINUX_ARM64_WHEELS },
    linkerFlags: [],
  },
  "darwin aarch64": {
    pip: "macosx_12_0_arm64",
    wheels: { cpu: MACOS_ARM64_WHEELS },
    // Node's functions are in the process that loads the binding.
    linkerFlags: ["-Wl,-undefined,dynamic_lookup"],
  },
};

/**
 * What has to be fetched and compiled on a platform.
 *
 * @throws {UserError} if TensorFlow has no libraries for it
 */
export function nativePlan(kind: NativeKind, platform: Platform = Deno.build): NativePlan {
  const { os, arch, env } = platform;
  const parts = env === "musl" ? undefined : PLATFORMS[`${os} ${arch}`];
  const wheels = parts?.wheels[kind];
  if (!parts || !wheels) {
    const wanted = kind === "cuda"
      ? "TensorFlow with CUDA has libraries for Linux on x86_64 (with glibc) only"
      : "TensorFlow has libraries for Linux on x86_64 and arm64 (with glibc), and for macOS on " +
        "arm64, only";
    throw new UserError(
      `${wanted}, and this is ${[os, arch, env].filter(Boolean).join(" ")}.`,
    );
  }
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
      ...["--platform", parts.pip],
    ],
    wheels,
    compilerFlags: [
      ...["-std=c++17", "-O2", "-fPIC", "-shared", "-DNAPI_VERSION=8"],
      ...parts.linkerFlags,
    ],
    diskBytes,
    roomBytes: diskBytes + 2 * Math.max(...wheels.map(({ bytes }) => bytes)),
  };
}
