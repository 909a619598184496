import { DataSet } from "../../lib/data/data_set.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type Command, parseArguments } from "../../lib/cli/command.ts";
import { objection } from "../../lib/experiment/train_objection.ts";
import { settle, trainTask } from "../../lib/experiment/train_task.ts";
import { TRAIN_OPTIONS } from "../../lib/experiment/train_options.ts";
import { asInstalled } from "../as_installed.ts";

const command: Command<typeof TRAIN_OPTIONS> = {
  ...{ name: "train", description: "Trains.", flags: TRAIN_OPTIONS, examples: [], objection },
  run: () => Promise.resolve(),
};

function options(...args: string[]) {
  const parsed = parseArguments(command, args);
  assert("options" in parsed, "message" in parsed ? parsed.message : "");
  return settle(parsed.options);
}

it("settle() gives the lab's annealed run where nothing is typed", () => {
  const { architecture, head, likelihood, decoder, schedule, beta, freeBits, ...rest } = options();
  assertEquals(
    { architecture, head, likelihood, decoder, schedule, beta, freeBits },
    {
      ...{ architecture: "lab", head: "leaky", likelihood: "gaussian", decoder: "fixed" },
      ...{ schedule: "linear", beta: 1, freeBits: 0 },
    },
  );
  assertEquals(rest, { ...rest, warmUp: 0, annealing: 5, epochs: 15 });
});

it("settle() notes the shape of the schedule that was asked for, and no other", () => {
  const shape = (...args: string[]) => {
    const { warmUp, annealing, cycles, rise, midpoint, steepness } = options(...args);
    return JSON.stringify({ warmUp, annealing, cycles, rise, midpoint, steepness });
  };
  assertEquals(shape("--schedule", "constant"), "{}");
  assertEquals(shape("--schedule", "cyclical", "--cycles", "7"), '{"cycles":7,"rise":0.5}');
  assertEquals(shape("--schedule", "sigmoid"), '{"midpoint":2.5,"steepness":2}');
  assertEquals(shape("--annealing", "0"), '{"warmUp":0,"annealing":0}');
  assertEquals(options("--architecture", "linear").head, "linear");
  assertEquals(options("--architecture", "mlp").hiddenSize, 200);
  assertEquals(options("--family", "delta").delta, 0.5);
  assertEquals(options("--family", "batch-norm").gamma, 0.7);
  const { hiddenSize, delta, gamma } = options();
  assertEquals({ hiddenSize, delta, gamma }, {
    hiddenSize: undefined,
    delta: undefined,
    gamma: undefined,
  });
});

it("settle() notes the settings of the objective and of the inference that were asked for", () => {
  const shape = (...args: string[]) => {
    const { peak, fall, alpha, lambda, samples, innerBlock, innerLimit } = options(...args);
    return JSON.stringify({ peak, fall, alpha, lambda, samples, innerBlock, innerLimit });
  };
  assertEquals(shape(), "{}");
  assertEquals(shape("--schedule", "falling", "--fall", "3"), '{"peak":10,"fall":3}');
  assertEquals(shape("--objective", "infovae"), '{"alpha":0,"lambda":1000}');
  assertEquals(shape("--objective", "iwae", "--samples", "50"), '{"samples":50}');
  assertEquals(shape("--inference", "aggressive"), '{"innerBlock":10,"innerLimit":100}');
});

it("trainTask.lastWeight() is the weight at which a falling schedule ends", () => {
  const weight = (...args: string[]) => trainTask.lastWeight!(options(...args), 784)!;
  const falling = (fall: string) => ["--schedule", "falling", "--beta", "2", "--fall", fall];
  assertEquals(weight(...falling("5")), 2);
  assert(Math.abs(weight(...falling("30"), "--peak", "7") - 2 * 4) < 0.01, "half way at the end");
});

it("trainTask says which options minimise another loss, and which train the encoder ahead", () => {
  const other = (...args: string[]) => trainTask.otherLoss!(options(...args));
  assertEquals([other(), other("--schedule", "falling"), other("--inference", "aggressive")], [
    ...[false, false, false],
  ]);
  assertEquals(
    [other("--objective", "iwae"), other("--objective", "infovae"), other("--free-bits", "1")],
    [true, true, true],
  );
  // The best linear VAE has any Gaussian posterior; black and white images have eigenvalues of their own.
  assertEquals(
    [other("--family", "delta"), other("--family", "batch-norm"), other("--binarise", "dynamic")],
    [true, true, false],
  );
  assertEquals(trainTask.innerLoop!(options()), undefined);
  assertEquals(trainTask.innerLoop!(options("--inference", "aggressive", "--inner-limit", "30")), {
    ...{ block: 10, limit: 30 },
  });
});

for (
  const [line, wanted] of [
    ["--cycles 3", "--cycles belongs to --schedule cyclical, and the schedule is linear"],
    ["--schedule constant --warm-up 0", "--warm-up belongs to --schedule linear"],
    ["--schedule cyclical --steepness 1", "--steepness belongs to --schedule sigmoid"],
    ["--architecture linear --head leaky", "--head leaky cannot be combined with --arch"],
    ["--architecture linear --likelihood bernoulli", "needs pixels in (0, 1)"],
    ["--decoder sigma --likelihood bernoulli", "which has no variance"],
    ["--architecture mlp --head leaky", "--head leaky cannot be combined with --architecture mlp"],
    ["--architecture linear --skip code", "whose decoder has a single layer"],
    ["--family delta --clamp-log-var 3", "--clamp-log-var cannot be combined with --family delta"],
    ["--delta 0.1", "--delta belongs to --family delta, and the family is gaussian"],
    ["--gamma 2 --family delta", "--gamma belongs to --family batch-norm, and the family is delta"],
    ["--hidden-size 8", "--hidden-size belongs to --architecture mlp"],
    ["--hidden-size 513 --architecture mlp", "from 1 to 512"],
    ["--family delta --delta 0", "from 0.001 to 10"],
    ["--samples 5", "--samples belongs to --objective iwae, and the objective is elbo"],
    ["--objective iwae --lambda 5", "--lambda belongs to --objective infovae"],
    [
      "--inner-limit 5",
      "--inner-limit belongs to --inference aggressive, and the inference is joint",
    ],
    ["--peak 5", "--peak belongs to --schedule falling, and the schedule is linear"],
    ["--schedule falling --peak 0.5", "from 1 on"],
    ["--objective infovae --alpha 1.5", "to 1"],
    ["--objective infovae --alpha 0.5 --lambda 0.2", "must be 0 or more, got 0.5 + 0.2 - 1"],
    [
      "--objective infovae --free-bits 0.5",
      "--free-bits cannot be combined with --objective infovae",
    ],
    ["--objective iwae --free-bits 0.5", "--free-bits cannot be combined with --objective iwae"],
    [
      "--objective iwae --decoder sigma",
      "--decoder sigma cannot be combined with --objective iwae",
    ],
    ["--objective iwae --divisor batch-size", "--divisor batch-size cannot be combined with"],
    ["--objective iwae --beta 0", "--beta 0 cannot be combined with --objective iwae"],
    ["--objective iwae --schedule cyclical", "--schedule cyclical cannot be combined with"],
    ["--objective iwae --warm-up 2", "--warm-up 2 cannot be combined with --objective iwae"],
    [
      "--inference aggressive --inner-block 20 --inner-limit 10",
      "--inner-block 20 must be at most",
    ],
    ["--inference aggressive --inner-block 200", "must be at most --inner-limit, which is 100"],
    ["--rise 0", "above 0 to 1"],
    ["--clamp-log-var 0", "from 0.001 to 40"],
    ["--clamp-log-var 41", "from 0.001 to 40"],
  ]
) {
  it(`${line} is refused with status 2`, () => {
    const parsed = parseArguments(command, line.split(" "));
    assert("status" in parsed && parsed.status === 2);
    assertStringIncludes(parsed.message, wanted);
    assertStringIncludes(asInstalled(parsed.message), "See deno task train --help.");
  });
}

it("trainTask.title() names what was trained", () => {
  const data = new DataSet("black", new Uint8Array(1), new Uint8Array(784));
  const title = (...args: string[]) => trainTask.title(options(...args), data);
  assertEquals(title(), "leaky heads, squared error, linear weight, seed 0");
  assertEquals(
    title("--head", "linear", "--beta", "4", "--free-bits", "0.5"),
    "linear heads, squared error, linear weight up to 4, 0.5 free nats, seed 0",
  );
  assertEquals(
    title(
      "--objective",
      "iwae",
      "--inference",
      "aggressive",
      "--schedule",
      "falling",
      "--beta",
      "2",
    ),
    "leaky heads, squared error, falling weight down to 2, IWAE of 5 codes, aggressive inference, seed 0",
  );
  assertEquals(
    title("--objective", "infovae", "--schedule", "constant"),
    "leaky heads, squared error, constant weight, InfoVAE 0, 1000, seed 0",
  );
  assertEquals(
    title("--clamp-log-var", "10"),
    "leaky heads, squared error, linear weight, logVar within 10, seed 0",
  );
});
