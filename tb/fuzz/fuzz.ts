import { type Case, type CaseOptions, caseOf } from "./case.ts";
import { type KnownFault, knownFault } from "./known-faults.ts";
import { type Dissent, type Vote, vote } from "./vote.ts";
import { playAll, type VoterName } from "./voters/voters.ts";
import { Workshop } from "./voters/workshop.ts";

export interface FuzzOptions extends CaseOptions {
  /** Number of the first module, and how many. */
  readonly from: number;
  readonly modules: number;
  readonly voters: readonly VoterName[];
  /** Modules that simulators build and run at once. */
  readonly batch: number;
  /** Batches at once. */
  readonly jobs: number;
}

/** A module on which the voters are not of one opinion, without what is explained by a known fault. */
export interface Finding {
  readonly number: number;
  readonly case: Case | undefined;
  readonly vote: Vote;
}

export interface BatchResult {
  readonly modules: number;
  readonly findings: readonly Finding[];
  /** Differences that the list of known faults explains. */
  readonly explained: ReadonlyMap<KnownFault, number>;
}

/** Makes random modules, plays each on every voter, and gives each batch's result to `onBatch`, which says whether to go on. */
export async function fuzz(
  options: FuzzOptions,
  onBatch: (result: BatchResult) => Promise<boolean>,
): Promise<void> {
  const end = options.from + options.modules;
  let next = options.from;
  const worker = async (): Promise<void> => {
    using workshop = new Workshop();
    while (next < end) {
      const first = next;
      next = Math.min(end, first + options.batch);
      const numbers = Array.from({ length: next - first }, (_, index) => first + index);
      if (!(await onBatch(await playBatch(options, numbers, workshop)))) next = end;
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, worker));
}

export async function playBatch(
  options: FuzzOptions,
  numbers: readonly number[],
  workshop: Workshop,
): Promise<BatchResult> {
  const findings: Finding[] = [];
  const cases = numbers.flatMap((number): Case[] => {
    try {
      return [caseOf(options, number)];
    } catch (error) {
      const refusal = String(error instanceof Error ? error.stack : error);
      findings.push({ number, case: undefined, vote: { majority: [], dissents: [refused(refusal)] } });
      return [];
    }
  });
  const explained = new Map<KnownFault, number>();
  for (const [each, outcomes] of await playAll(options.voters, cases, workshop)) {
    const { majority, dissents } = vote(each, outcomes);
    const open = dissents.filter((dissent) => {
      const fault = knownFault(each, dissent);
      if (fault) explained.set(fault, (explained.get(fault) ?? 0) + 1);
      return fault === undefined;
    });
    if (open.length > 0)
      findings.push({ number: each.number, case: each, vote: { majority, dissents: open } });
  }
  return { modules: numbers.length, findings, explained };
}

/** The language itself refuses a module that should be one. */
const refused = (refusal: string): Dissent => ({ voter: "event", difference: undefined, refusal });
