import { asVec, In, module, mux, Out, regs, u, vec, when } from "../../sim/hdl/index.ts";
import { bankIndexBits } from "./address.ts";
import { issued } from "./issued.ts";
import { bankCount, type Organisation } from "./timing.ts";

/**
 * Which banks have an open row, and which row. `query` asks how a bank will be after the command that is being issued.
 */
export const BankState = (organisation: Organisation) => {
  const banks = bankCount(organisation);
  const { rowBits } = organisation;
  return module(
    "BankState",
    {
      issued: issued(organisation),
      query: {
        bank: In(bankIndexBits(organisation)),
        row: In(rowBits),
        open: Out(1),
        hit: Out(1),
      },
      anyOpen: Out(1),
    },
    ({ issued, query, anyOpen }) => {
      const { open, rows } = regs({ open: u(banks).init(0), rows: vec(banks, rowBits).init(0) });
      const activates = issued.command.is("ACT");
      const precharges = issued.command.is("PRE").or(issued.command.is("PREA"));
      const opened = mux(activates, issued.banks, 0);
      const closed = mux(precharges, issued.banks, 0);
      const after = open.or(opened).and(closed.not());

      open.next = after;
      when(activates, () => {
        rows.next = rows.zip(asVec(issued.banks, banks, 1), (row, here) => mux(here, issued.row, row));
      });
      anyOpen.drive(open.orR());
      // The row that is being opened is not in its register yet.
      const isNow = opened.bit(query.bank);
      const same = isNow
        .and(issued.row.eq(query.row))
        .or(isNow.not().and(rows.lane(query.bank).eq(query.row)));
      query.open.drive(after.bit(query.bank));
      query.hit.drive(after.bit(query.bank).and(same));
    },
  );
};
