import { BURST_RULES, EXCLUSIVE_PAIR_RULES, EXCLUSIVE_RULES } from "./rule-address.ts";
import type { AxiRule } from "./rule-entry.ts";
import { HANDSHAKE_RULES } from "./rule-handshake.ts";
import { READ_DATA_RULES, SYSTEM_RULES, WRITE_DATA_RULES, WRITE_RESPONSE_RULES } from "./rule-transaction.ts";

/**
 * The requirements of AXI4 (ARM IHI 0022H) that `AxiChecker` holds a port to. Names are those of ARM's protocol
 * assertions where those have the rule. That INCR bursts have at most 256 beats follows from the 8 bits of AxLEN, and
 * that no beat passes the end of the address space from the 4 KB boundary.
 */
export const AXI_RULES: readonly AxiRule[] = [
  ...Object.values(HANDSHAKE_RULES).flatMap(({ known, stable, ...rules }) => [
    ...Object.values(rules),
    ...Object.values(known),
    ...Object.values(stable),
  ]),
  ...BURST_RULES.aw,
  ...BURST_RULES.ar,
  ...EXCLUSIVE_RULES,
  ...EXCLUSIVE_PAIR_RULES,
  ...WRITE_DATA_RULES,
  ...WRITE_RESPONSE_RULES,
  ...READ_DATA_RULES,
  ...Object.values(SYSTEM_RULES),
];

/** Found by `readyToValidPath` in the netlist, not by the checker in a run. */
export const READY_TO_VALID_RULE: AxiRule = {
  name: "AXI_ERR_READY_TO_VALID",
  channel: "port",
  section: "A3.2.1",
  text: "VALID does not wait for READY: no combinational path leads to it from a READY",
  side: "manager",
  severity: "error",
};
