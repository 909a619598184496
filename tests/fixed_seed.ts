/**
 * Fixes fast-check's seed for every property of the test file that imports this, so that two runs
 * draw the same cases, 500 a property. Change it to look at others; a failing property prints the
 * seed and the path that replay it.
 */
import { fc } from "../lib/deps/fast_check.ts";

fc.configureGlobal({ seed: 20131220, numRuns: 500 });
