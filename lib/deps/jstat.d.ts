/** The types of what is used of it; the npm package ships JavaScript alone. */
declare const statistics: {
  readonly jStat: {
    /** The p-value of a t test whether the mean of a sample is `value`; `sides` is 1 or 2. */
    ttest(value: number, sample: number[], sides: 1 | 2): number;
    readonly normal: {
      /** The probability of a normal value of at most `x`. */
      cdf(x: number, mean: number, deviation: number): number;
    };
    readonly studentt: {
      /** The quantile of Student's t distribution. */
      inv(probability: number, degreesOfFreedom: number): number;
    };
  };
};
export default statistics;
