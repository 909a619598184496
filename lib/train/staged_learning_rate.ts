/** How the learning rate changes while a run goes on. */
export const RATE_SCHEDULES = ["constant", "stages"] as const;

/**
 * The factor of the learning rate in the stages of Burda et al. (2016, arXiv 1509.00519, section 5): after 1, 3, 9,
 * ..., 3^i, ... epochs a stage ends, and the next has 10^(-1/7) of its learning rate. Eight stages, 3,280 epochs, make
 * their runs; where there are more epochs, the last stage goes on.
 *
 * @param epoch counts from 1
 */
export function stagedLearningRate(epoch: number): number {
  return 10 ** (-stageOf(epoch) / 7);
}

/** The last epoch of each stage: 1, 4, 13, 40, 121, 364, 1093, 3280. */
export const STAGE_ENDS: readonly number[] = Array.from(
  { length: 8 },
  (_, i) => (3 ** (i + 1) - 1) / 2,
);

function stageOf(epoch: number): number {
  const stage = STAGE_ENDS.findIndex((end) => epoch <= end);
  return stage < 0 ? STAGE_ENDS.length - 1 : stage;
}
