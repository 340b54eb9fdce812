import type { State } from "./engine.ts";
import type { DomainId, Netlist } from "./netlist.ts";

/** Whether a domain's reset is active: 0 no (or there is none), 1 yes, 2 unknown. */
export function resetLevel({ domains }: Netlist, state: State, domain: DomainId): 0 | 1 | 2 {
  const { reset } = domains[domain];
  if (!reset) return 0;
  const at = state.offset(reset.node);
  if (state.unknown[at] !== 0) return 2;
  return (state.value[at] & 1) === reset.active ? 1 : 0;
}
