/**
 * Options of a random test of hardware: so many runs. Where one fails, smaller counterexamples are looked for, but a
 * run takes long, so not for ever.
 */
export const runs = (numRuns: number) => ({ numRuns, interruptAfterTimeLimit: 5_000 });
