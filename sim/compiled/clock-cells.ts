import type { DivideNode, GateNode } from "../netlist/node.ts";
import type { Rule } from "./lowering.ts";

/** The words of a clock cell: a gate has its latch; a divider its clock's last level, edges counted, and output. */
export const CELL = { latch: 0, level: 0, count: 4, output: 8, bytes: 12 } as const;

/** High while the clock is, if the latch took a 1 while it was low. */
export const gate: Rule<GateNode> = ({ forms, code, cell }, { args }, id) => {
  code
    .load("i32.load", cell(id) + CELL.latch)
    .get(forms.scalar(args[0]))
    .op("i32.and");
  forms.putScalar(id, code.keep("i32"));
  return true;
};

/** Rises with the first edge of its clock and with each `by`-th after it, and falls `by` / 2 edges later. */
export const divide: Rule<DivideNode> = ({ forms, code, cell }, { args, attr }, id) => {
  const clock = forms.scalar(args[0]);
  if (attr.by === 1) {
    forms.putScalar(id, clock);
    return true;
  }
  const at = cell(id);
  code
    .get(clock)
    .load("i32.load", at + CELL.level)
    .op("i32.gt_u");
  code.when(() => {
    const count = code.load("i32.load", at + CELL.count).keep("i32");
    code.store("i32.store", at + CELL.output, () => {
      code
        .i32(1)
        .load("i32.load", at + CELL.output)
        .i32(0)
        .get(count)
        .i32(attr.by >> 1);
      code.op("i32.ne", "select").get(count).i32(0).op("i32.eq", "select");
    });
    code.store("i32.store", at + CELL.count, () => {
      code
        .get(count)
        .i32(1)
        .op("i32.add")
        .i32(0)
        .get(count)
        .i32(attr.by - 1)
        .op("i32.ne", "select");
    });
  });
  code.store("i32.store", at + CELL.level, () => code.get(clock));
  forms.putScalar(id, code.load("i32.load", at + CELL.output).keep("i32"));
  return true;
};
