import fc from "fast-check";
import { built, type Case, drawOne } from "./case.ts";
import { plan } from "./module.ts";
import { type Vote, vote } from "./vote.ts";
import { OWN_NAMES, playAll, type VoterName } from "./voters/voters.ts";
import type { Workshop } from "./voters/workshop.ts";

/** Seconds after which the smallest module so far is good enough. */
const PATIENCE = 180;

/** A small module on which the same voters part, and what they say to it. */
export interface Shrunk {
  readonly case: Case;
  readonly vote: Vote;
}

/** Lets fast-check leave out steps and inputs, and narrow what is left, as long as the voters are not of one opinion. */
export async function shrink(
  found: Case,
  { majority, dissents }: Vote,
  vectors: number,
  workshop: Workshop,
): Promise<Shrunk> {
  const right = majority.find((voter) => OWN_NAMES.some((own) => own === voter)) ?? majority[0];
  const voters: VoterName[] = [
    ...new Set([...(right ? [right] : []), ...dissents.map(({ voter }) => voter)]),
  ];
  let smallest: Shrunk = { case: found, vote: { majority, dissents } };
  const end = Date.now() + 1000 * PATIENCE;
  const agree = async (smaller: Case): Promise<boolean> => {
    const outcomes = (await playAll(voters, [smaller], workshop)).get(smaller)!;
    const verdict = vote(smaller, outcomes);
    if (verdict.dissents.length > 0) smallest = { case: smaller, vote: verdict };
    return verdict.dissents.length === 0;
  };
  const { kind, number, seed } = found;
  await fc.check(
    fc.asyncProperty(plan(kind), async (drawn) => {
      if (Date.now() > end) return true;
      let smaller: Case;
      try {
        smaller = { kind, number, seed, ...built(drawn, number, seed, vectors) };
      } catch {
        return true; // no module any more
      }
      return await agree(smaller);
    }),
    drawOne(seed),
  );
  return smallest;
}
