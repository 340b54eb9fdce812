import fc from "fast-check";
import { built, type Case, drawOne } from "./case.ts";
import { plan } from "./module.ts";
import { type Vote, vote } from "./vote.ts";
import { OWN_NAMES, playAll, type VoterName } from "./voters/voters.ts";
import type { Workshop } from "./voters/workshop.ts";

/** A small module, and how the voters part on it. */
export interface Shrunk {
  readonly case: Case;
  readonly vote: Vote;
}

/** The vote on a module. */
export type Judge = (smaller: Case) => Promise<Vote>;

/**
 * Lets fast-check leave out steps and inputs, and narrow what is left, as long as the judge still has dissents. After
 * `seconds` the smallest module so far is good enough.
 */
export async function shrink(
  found: Case,
  vectors: number,
  judge: Judge,
  seconds = 180,
): Promise<Shrunk | undefined> {
  const { kind, number, seed } = found;
  const end = Date.now() + 1000 * seconds;
  let smallest: Shrunk | undefined;
  const isFine = async (smaller: Case): Promise<boolean> => {
    const verdict = await judge(smaller);
    if (verdict.dissents.length === 0) return true;
    smallest = { case: smaller, vote: verdict };
    return false;
  };
  await fc.check(
    fc.asyncProperty(plan(kind), async (drawn) => {
      if (Date.now() > end) return true;
      let smaller: Case;
      try {
        smaller = { kind, number, seed, ...built(drawn, number, seed, vectors) };
      } catch {
        return true; // no module any more
      }
      return isFine(smaller);
    }),
    drawOne(seed),
  );
  return smallest;
}

/** Asks those who parted on a module again, and one of the majority. */
export function judgeAgain({ majority, dissents }: Vote, workshop: Workshop): Judge {
  const right = majority.find((voter) => OWN_NAMES.some((own) => own === voter)) ?? majority[0];
  const voters: VoterName[] = [
    ...new Set([...(right ? [right] : []), ...dissents.map(({ voter }) => voter)]),
  ];
  return async (smaller) => {
    const outcomes = await playAll(voters, [smaller], workshop);
    return vote(smaller, outcomes.get(smaller)!);
  };
}
