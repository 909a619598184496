/** Door to jstat: tests and distributions of statistics. */
// @ts-types="./jstat.d.ts"
import statistics from "npm:jstat@1.9.6";

/** What is used of it. */
export const jStat: typeof statistics.jStat = statistics.jStat;
