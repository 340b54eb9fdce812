import type { AxiChannel } from "../../rtl/bus/axi.ts";

/** A requirement of AXI4: one row of the table of rules. */
export interface AxiRule {
  /** ARM's name of the rule, or one in its style: ERRM and ERRS are errors of a side, RECM and RECS recommendations. */
  readonly name: string;
  /** `port` where it concerns more than one channel. */
  readonly channel: AxiChannel | "port";
  /** Of ARM IHI 0022H; undefined where a bench asks for it and not the specification. */
  readonly section: string | undefined;
  /** What must hold. */
  readonly text: string;
  /** Whose fault it is. */
  readonly side: "manager" | "subordinate";
  /** A warning does not fail the run. */
  readonly severity: "error" | "warning";
}

/** A rule that can be decided by looking at one thing: an address, a beat, a response. */
export interface RuleOn<T> extends AxiRule {
  /** Whether the rule has something to say of it. */
  readonly applies: (seen: T) => boolean;
  /** Asked only where it applies. */
  readonly holds: (seen: T) => boolean;
}

/** The side at fault as ARM's names have it. */
export const sideLetter = (side: AxiRule["side"]): "M" | "S" => (side === "manager" ? "M" : "S");

export const always = (): boolean => true;
