import { assert, type Bits, mux, type Reg, regs, u } from "../../sim/hdl/index.ts";

/** 1 while fewer than `most` are out; `taken` sends one out, `returned` brings one back. `name` is the counter's. */
export function credits(name: string, most: number, taken: Bits<1>, returned: Bits<1>): Bits<1> {
  const width = Math.ceil(Math.log2(most + 1));
  const count = regs({ [name]: u(width).init(0) })[name] as Reg<Bits>;
  const more = count.add(taken.zext(width));
  count.next = mux(returned, more.sub(1), more);
  assert(returned.not().or(count.ne(0)), "something returns that is not out", { count });
  return count.ne(most);
}
