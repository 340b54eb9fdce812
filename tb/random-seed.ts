import fc from "fast-check";

/** `FC_SEED=… npx mocha …` replays a random failure: the seed that its report prints. */
const given = process.env.FC_SEED;
if (given !== undefined) {
  const seed = Number(given);
  if (!Number.isSafeInteger(seed))
    throw new Error(`FC_SEED=${given}: give the whole number that the report prints`);
  fc.configureGlobal({ seed });
}
