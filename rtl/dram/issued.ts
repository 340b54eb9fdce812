import { In } from "../../sim/hdl/index.ts";
import { Command } from "./command.ts";
import { bankCount, type Organisation } from "./timing.ts";

/**
 * The command that the scheduler decides on in this cycle, as the controller's parts hear of it. `banks` has a bit a bank:
 * one of them, or all for PREA.
 */
export const issued = (organisation: Organisation) => ({
  command: In(Command),
  banks: In(bankCount(organisation)),
  row: In(organisation.rowBits),
});
