/** A Python package as one file, a zip: only the libraries and headers inside are wanted here. */
export interface Wheel {
  readonly name: string;
  readonly version: string;
  /** Its file name, which tells the Python and the system it is for. */
  readonly file: string;
  readonly sha256: string;
  /** Size of the file. */
  readonly bytes: number;
  /** How the names of the wanted files inside begin. */
  readonly keep: readonly string[];
  /** Size of the wanted files. */
  readonly keptBytes: number;
}

const TENSORFLOW_FILES = [
  "tensorflow/libtensorflow_cc.so.2",
  "tensorflow/libtensorflow_framework.so.2",
  "tensorflow/include/tensorflow/c/",
  "tensorflow/include/tensorflow/core/platform/ctstring",
  "tensorflow/include/tsl/platform/ctstring",
  "tensorflow/include/xla/tsl/c/",
];

// The Python of a TensorFlow wheel is of no account, its libraries are the same for all: the wheel of
// one Python is pinned, whatever Python is on the machine.
const PYTHON = "cp312-cp312";
const TENSORFLOW_TAGS = `${PYTHON}-manylinux_2_17_x86_64.manylinux2014_x86_64`;

/** TensorFlow without CUDA, for Linux on x86-64. */
export const CPU_WHEELS: readonly Wheel[] = [{
  name: "tensorflow-cpu",
  version: "2.19.1",
  file: `tensorflow_cpu-2.19.1-${TENSORFLOW_TAGS}.whl`,
  sha256: "2cb4b20fa86b04c166db1616fd466d09ec850cc3b47607cf12225469e750c476",
  bytes: 251917833,
  keep: TENSORFLOW_FILES,
  keptBytes: 748102345,
}];

/** TensorFlow for Linux on arm64, where it has never had CUDA; it brings its own OpenMP. */
export const LINUX_ARM64_WHEELS: readonly Wheel[] = [{
  name: "tensorflow",
  version: "2.19.1",
  file: `tensorflow-2.19.1-${PYTHON}-manylinux_2_17_aarch64.manylinux2014_aarch64.whl`,
  sha256: "4c0e78b6100545fd90934c557f1ce802e6a9a7fdb031025efc298efb4aa2e3bb",
  bytes: 252718124,
  keep: [...TENSORFLOW_FILES, "tensorflow.libs/"],
  keptBytes: 915644683,
}];

/** TensorFlow for macOS on Apple silicon. */
export const MACOS_ARM64_WHEELS: readonly Wheel[] = [{
  name: "tensorflow",
  version: "2.19.1",
  file: `tensorflow-2.19.1-${PYTHON}-macosx_12_0_arm64.whl`,
  sha256: "02c69369a82709827c6a5218c6697ee94dcd1397230319cc17c47a3342249354",
  bytes: 252656033,
  keep: TENSORFLOW_FILES.map((path) => path.replace(".so.2", ".2.dylib")),
  keptBytes: 685555749,
}];

/** TensorFlow with CUDA, and CUDA as the wheel's own metadata asks for it (its extra `and-cuda`). */
export const CUDA_WHEELS: readonly Wheel[] = [
  {
    name: "tensorflow",
    version: "2.19.1",
    file: `tensorflow-2.19.1-${TENSORFLOW_TAGS}.whl`,
    sha256: "35a6950f3fee0ad2d1668241d31684676f2e6eceb613cbeef960ea22014ef8fb",
    bytes: 645010075,
    keep: TENSORFLOW_FILES,
    keptBytes: 1345259489,
  },
  nvidia(
    "cublas",
    "12.5.3.2",
    "ca070ad70e9fa6654084575d01bd001f30cc4665e33d4bb9fc8e0f321caa034b",
    363313169,
    551706504,
  ),
  nvidia(
    "cuda_cupti",
    "12.5.82",
    "bde77a5feb66752ec61db2adfe47f56b941842825b4c7e2068aff27c9d107953",
    13811507,
    43952208,
  ),
  nvidia(
    "cuda_nvcc",
    "12.5.82",
    "b03e545b8e8c3ce7ebcd7fc44063180ff52ff01d064ece2127ed90a04ef12cd0",
    22468537,
    58804160,
    ["bin", "nvvm"],
  ),
  nvidia(
    "cuda_nvrtc",
    "12.5.82",
    "3dbd97b0104b4bfbc3c4f8c79cd2496307c89c43c29a9f83125f1d76296ff3fd",
    24873108,
    68243664,
  ),
  nvidia(
    "cuda_runtime",
    "12.5.82",
    "3e79a060e126df40fd3a068f3f787eb000fa51b251ec6cd97d09579632687115",
    895707,
    712032,
  ),
  nvidia(
    "cudnn",
    "9.3.0.75",
    "9ad9c6929ebb5295eb4a1728024666d1c88283373e265a0c5c883e6f9d5cd76d",
    577163502,
    885338960,
  ),
  nvidia(
    "cufft",
    "11.2.3.61",
    "9a6e8df162585750f61983a638104a48c756aa13f9f48e19ab079b38e3c828b8",
    192524114,
    278929256,
  ),
  nvidia(
    "curand",
    "10.3.6.82",
    "2823fb27de4e44dbb22394a6adf53aa6e1b013aca0f8c22867d1cfae58405536",
    56309107,
    96529840,
  ),
  nvidia(
    "cusolver",
    "11.6.3.83",
    "93cfafacde4428b71778eeb092ec615a02a3d05404da1bcf91c53e3fa1bce42b",
    130341232,
    218141696,
  ),
  nvidia(
    "cusparse",
    "12.5.1.3",
    "016df8e993c437e8301e62739f01775cba988fd5253cd4c64173f8e8d2f8e752",
    217558979,
    295715544,
  ),
  nvidia(
    "nccl",
    "2.23.4",
    "b097258d9aab2fa9f686e33c6fe40ae57b27df60cedbd15d139701bb5509e0c1",
    198954603,
    267267232,
  ),
  nvidia(
    "nvjitlink",
    "12.5.82",
    "f9b37bc5c8cf7509665cb6ada5aaa0ce65618f2332b7d3e78e9790511f111212",
    21298879,
    54560656,
  ),
];

function nvidia(
  part: string,
  version: string,
  sha256: string,
  bytes: number,
  keptBytes: number,
  folders: readonly string[] = ["lib"],
): Wheel {
  return {
    name: `nvidia-${part.replaceAll("_", "-")}-cu12`,
    version,
    file: `nvidia_${part}_cu12-${version}-py3-none-manylinux2014_x86_64.whl`,
    sha256,
    bytes,
    keep: folders.map((folder) => `nvidia/${part}/${folder}/`),
    keptBytes,
  };
}
