import { answerTo } from "../../probe/answer_to.ts";
import type { UnivariateCase } from "./univariate_case.ts";

await answerTo({
  klUnivariate: (klUnivariate, { q, p }: UnivariateCase) => klUnivariate(q, p),
});
