import { linearBranch } from "./lib/experiment/transition/linear_branch.ts";
import { linearTransition } from "./lib/theory/linear_transition.ts";
import { TorchRandom } from "./lib/math/torch_random.ts";
const l = [5.1168,3.7413,3.2527,2.8416,2.5671,2.2,1.7,1.5,1.4,1.2,1.1,1,.9,.8,.7,.6];
for (const unit of [0,2]) for (const side of ["active","collapsed"] as const) {
  const T0=performance.now();
  for (const p of linearBranch({eigenvalues:l, unit, latentSize:8, side, ratios:[.8,.9,.95,.98,1,1.02,1.05,1.1], random:new TorchRandom(0)})) {
   const th=linearTransition(l[unit],2*l[unit]*p.ratio);
   console.log(unit, side, p.ratio, p.kl.toExponential(4), p.limit.toExponential(4), th.kl.toExponential(4), p.settled, p.time.toFixed(0), p.growthRate.toFixed(5), th.growthRate.toFixed(5), (p.kl*p.time/th.criticalDecay).toFixed(3));
  }
  console.log((performance.now()-T0).toFixed(0));
}
