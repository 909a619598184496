import { answerTo } from "../../probe/answer_to.ts";
import type { UnivariateCase } from "./step.ts";

await answerTo({
  klUnivariate: (klUnivariate, { q, p }: UnivariateCase) => klUnivariate(q, p),
});
