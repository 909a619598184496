import { useBackend } from "../../../lib/backend/use_backend.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { refinementCautions } from "../../../lib/experiment/blame/refinement_cautions.ts";
import { OBJECTIVES } from "../../../lib/experiment/train_options.ts";
import { trainTask } from "../../../lib/experiment/train_task.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { FAMILIES } from "../../../lib/model/model_options.ts";
import { Vae } from "../../../lib/model/vae.ts";
import { optionsOf } from "../../../lib/run/training_task.ts";

await useBackend("cpu");

/** What is said of a run of these options. */
function cautions(given: Readonly<Record<string, unknown>>): string[] {
  const options = optionsOf(trainTask, { ...given, latentSize: 2 });
  const image = { height: 4, width: 4 };
  const vae = new Vae({
    ...{ ...trainTask.model?.(options), latentSize: 2, image, random: new TorchRandom(0) },
  });
  const found = refinementCautions(vae, { ...options });
  vae.dispose();
  return found;
}

it("every family but gaussian has a caution, whatever its run is", () => {
  for (const family of FAMILIES) {
    const found = cautions({ family });
    assertEquals(found.length, family === "gaussian" ? 0 : 1, family);
    if (found[0]) assertStringIncludes(found[0], `the family ${family}`);
  }
  assertStringIncludes(cautions({ family: "delta", delta: 0.3 })[0], "0.3 nats in each unit");
  // A model file does not tell its run.
  assertEquals(refinementCautions({ family: "batch-norm", gamma: 0.7 }).length, 1);
  assertEquals(refinementCautions({ family: "gaussian" }), []);
});

it("every objective that is not the ELBO has a caution", () => {
  for (const objective of OBJECTIVES) {
    assertEquals(cautions({ objective }).length, objective === "elbo" ? 0 : 1, objective);
  }
  assertStringIncludes(cautions({ objective: "infovae", lambda: 50 })[0], "(alpha 0, lambda 50)");
  assertStringIncludes(cautions({ objective: "iwae", samples: 7 })[0], "bound of 7 codes");
  assertStringIncludes(cautions({ freeBits: 0.25 })[0], "with 0.25 free nats");
  assertEquals(cautions({ clampLogVar: 10 }).length, 1);
  assertEquals(cautions({ clampLogVar: 10, objective: "infovae" }).length, 2);
  assertEquals(cautions({ likelihood: "bernoulli", binarise: "fixed" }).length, 1);
  assertEquals(cautions({ family: "batch-norm", objective: "infovae" }).length, 2);
});
