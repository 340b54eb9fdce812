import { enumeration } from "../../sim/hdl/index.ts";

/** What the command pins say, in the names of JEDEC. PREA closes all banks; REF refreshes all banks. */
export const Command = enumeration("DramCommand", 3, {
  NOP: 0,
  ACT: 1,
  PRE: 2,
  PREA: 3,
  RD: 4,
  WR: 5,
  REF: 6,
});

/** A command that does something. */
export type CommandName = Exclude<keyof typeof Command.values, "NOP">;
