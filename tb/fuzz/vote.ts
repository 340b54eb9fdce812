import type { Case } from "./case.ts";
import { type Difference, difference, firstUnknown, type Trace } from "./trace.ts";
import type { VoterName } from "./voters/voters.ts";
import type { Outcome } from "./voters/workshop.ts";

/** A voter that is not of the majority's opinion: where it parts from it, or why it has none. */
export interface Dissent {
  readonly voter: VoterName;
  /** Values: the majority's, then the dissenter's. */
  readonly difference: Difference | undefined;
  readonly refusal: string | undefined;
}

export interface Vote {
  readonly majority: readonly VoterName[];
  readonly dissents: readonly Dissent[];
}

const isTrace = (outcome: Outcome): outcome is Trace => "rows" in outcome;

/**
 * Groups the voters by what they saw. The largest group is right; of groups of one size, the one that a voter earlier
 * in the list is in. A voter that played fewer steps is of the opinion of the first group that it does not contradict.
 */
export function vote({ rig, kind }: Case, outcomes: ReadonlyMap<VoterName, Outcome>): Vote {
  const groups: { readonly trace: Trace; readonly voters: VoterName[] }[] = [];
  const byLength = [...outcomes].sort(([, one], [, two]) => rowsOf(two) - rowsOf(one));
  for (const [voter, outcome] of byLength) {
    if (!isTrace(outcome)) continue;
    const group = groups.find(({ trace }) => difference(rig, trace, outcome) === undefined);
    if (group) group.voters.push(voter);
    else groups.push({ trace: outcome, voters: [voter] });
  }
  const largest = groups.reduce<(typeof groups)[number] | undefined>(
    (best, group) => (best && best.voters.length >= group.voters.length ? best : group),
    undefined,
  );
  const majority: VoterName[] = [];
  const dissents: Dissent[] = [];
  for (const [voter, outcome] of outcomes) {
    const refusal = isTrace(outcome) ? undefined : outcome.refusal;
    const parted = isTrace(outcome) ? difference(rig, largest!.trace, outcome) : undefined;
    if (refusal === undefined && parted === undefined) majority.push(voter);
    else dissents.push({ voter, difference: parted, refusal });
  }
  // A module that should know its outputs and does not would be no test of what is two-state.
  const open = kind !== "unknown" && largest && firstUnknown(rig, largest.trace);
  if (open && dissents.length === 0)
    dissents.push({ voter: majority[0], difference: open, refusal: undefined });
  return { majority, dissents };
}

const rowsOf = (outcome: Outcome): number => (isTrace(outcome) ? outcome.rows : 0);
