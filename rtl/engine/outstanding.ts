import { assert, type Bits, mux, type Reg, regs, u } from "../../sim/hdl/index.ts";

/** A counter of what has begun and not ended, up to `most`, in the register `name`; 1 where that is nothing. Both may happen in one cycle. */
export function nothingOutstanding(begins: Bits<1>, ends: Bits<1>, most: number, name: string): Bits<1> {
  const width = Math.ceil(Math.log2(most + 1));
  const outstanding = regs({ [name]: u(width).init(0) })[name] as Reg<Bits>;
  const up = outstanding.add(begins.zext(width));
  outstanding.next = mux(ends, up.sub(1), up);
  assert(ends.not().or(outstanding.ne(0)), "something ends that has not begun", { outstanding });
  return outstanding.eq(0);
}
