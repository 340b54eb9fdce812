import { cse } from "./cse.ts";
import { dead } from "./dead.ts";
import { enable } from "./enable.ts";
import { fold } from "./fold.ts";
import type { Netlist } from "./netlist.ts";
import { split } from "./split.ts";
import { unwire } from "./unwire.ts";

/** A rewriting of a netlist that moves no bit of any signal. Signals keep their index; nodes are renumbered. */
export type Pass = (netlist: Netlist) => Netlist;

const PASSES = { split, unwire, fold, cse, enable, dead } as const satisfies Record<string, Pass>;

export type PassName = keyof typeof PASSES;

/** The passes in the order in which they run. */
export const PASS_NAMES = Object.keys(PASSES) as readonly PassName[];

/**
 * Runs the passes but those to skip. Without `split` the passes that need a level order refuse a netlist whose words
 * lead back to themselves. Choices that cannot matter go away, so a run that traps unknown choices where the designer
 * wrote them skips `fold`, `cse`, `enable` and `dead`.
 */
export function optimise(netlist: Netlist, { skip = [] }: { skip?: readonly PassName[] } = {}): Netlist {
  let result = netlist;
  for (const name of PASS_NAMES) if (!skip.includes(name)) result = PASSES[name](result);
  return result;
}
