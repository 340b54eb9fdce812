import type { Case } from "./case.ts";
import type { Dissent } from "./vote.ts";
import type { VoterName } from "./voters/voters.ts";

/** A fault of a simulator that its makers know: where it differs from the others so, the others are right. */
export interface KnownFault {
  readonly tool: VoterName;
  /** The version in which it was seen, as Debian packages it. */
  readonly version: string;
  /** Where it is reported. */
  readonly issue: string;
  readonly reason: string;
  applies(seen: Case, dissent: Dissent): boolean;
}

export const KNOWN_FAULTS: readonly KnownFault[] = [];

export const knownFault = (seen: Case, dissent: Dissent): KnownFault | undefined =>
  KNOWN_FAULTS.find((fault) => fault.tool === dissent.voter && fault.applies(seen, dissent));
