import type { Gaussian } from "../../../math/gaussian.ts";

/** What `klUnivariate` is asked. */
export interface UnivariateCase {
  readonly q: Gaussian;
  readonly p: Gaussian;
}
