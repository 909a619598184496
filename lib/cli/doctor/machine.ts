import type { NativeKind } from "../../backend/native/native_plan.ts";
import type { Backend } from "../../backend/backends.ts";

/** A backend by its own name. */
export type BackendName = Exclude<Backend, "auto">;

/** In the order of the screen. */
export const BACKEND_NAMES: readonly BackendName[] = [
  "blas",
  "wasm",
  "tensorflow",
  "webgpu",
  "cpu",
];

/** What a trial found, or why it failed. */
export type Tried<T> = { readonly found: T } | { readonly failure: string };

/** A few training steps on one backend. */
export interface BackendTrial {
  /** The one that started: of `auto`, the chosen one. */
  readonly backend: BackendName;
  /** Of a step of 128 images, the median. */
  readonly milliseconds: number;
  /** After the second step; all backends should have the same. */
  readonly loss: number;
  /** `undefined` where there is nothing to choose. */
  readonly threads?: number;
  /** Whether TensorFlow computes on a GPU. */
  readonly gpu?: boolean;
}

/** A WebGPU adapter. */
export interface Adapter {
  readonly name: string;
  /** It computes on the CPU, and is slower than wasm. */
  readonly software: boolean;
}

/** MNIST's images. */
export interface DataTrial {
  readonly train: number;
  readonly test: number;
  /** To load both. */
  readonly milliseconds: number;
}

/** What `deno task doctor` looks at. */
export interface Machine {
  readonly versions: { readonly lab: string; readonly deno: string; readonly tfjs: string };
  /** Deno's names. */
  readonly platform: { readonly os: string; readonly arch: string };
  /** Those that the process may use. */
  readonly cores: number;
  /** Names of `--allow-` flags that the tasks have, and this process has not. */
  readonly missingRights: readonly string[];
  /** What `--backend` asked for. */
  readonly wanted: Backend;
  /** What `wanted` came to: the trial of the backend that the tasks would take. */
  readonly chosen: Tried<BackendTrial>;
  /** Those that were tried. */
  readonly backends: Partial<Readonly<Record<BackendName, Tried<BackendTrial>>>>;
  /** What the BLAS that was chosen says of itself. */
  readonly blas?: string;
  /** TensorFlow's library on this disk. */
  readonly native: NativeKind | "absent" | "partial" | "unsupported";
  /** TensorFlow's version, where it is installed. */
  readonly tensorflow?: string;
  /** `undefined` where it was not looked for; `found: null` where there is none. */
  readonly adapter?: Tried<Adapter | null>;
  readonly data: Tried<DataTrial>;
  readonly fonts: Tried<string>;
}
