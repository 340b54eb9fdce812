import { In, u } from "../../sim/hdl/index.ts";
import { bankCount, type Organisation } from "./timing.ts";

/** The commands that no timing constraint forbids in this cycle, with a bit a bank where they are for one. */
export const allowed = (organisation: Organisation) => {
  const perBank = In(u(bankCount(organisation)));
  return { ACT: perBank, PRE: perBank, RD: perBank, WR: perBank, PREA: In(1), REF: In(1) };
};
