import { expect } from "chai";
import type { NodeAttr, Op } from "../../../sim/netlist/node.ts";
import type { BitString } from "../../reference/operators.ts";
import { Design } from "./design.ts";

interface Operation<O extends Op> {
  readonly lanes?: number;
  readonly attr?: NodeAttr<O>;
  /** Words of table 0, 8 bits each. */
  readonly table?: readonly bigint[];
  /** Operands that are constants of the design, by position. */
  readonly constant?: readonly number[];
}

/** States a test of one operator: by the interpreter, and by generated code with known and unknown operands. */
export function itGives<O extends Op>(
  op: O,
  operands: readonly BitString[],
  result: BitString,
  { lanes = 1, attr, table = [], constant = [] }: Operation<O> = {},
): void {
  const shown = lanes === 1 ? "" : ` in ${lanes} lanes`;
  it(`${op} of ${operands.map(short).join(", ")}${shown} is ${short(result)}`, () => {
    for (const patience of [Infinity, 0]) {
      const d = new Design();
      d.table({ name: "t", width: 8, words: table, place: 0 });
      const args = operands.map((bits, i) =>
        constant.includes(i) ? d.bits(bits) : d.input(`i${i}`, bits.length),
      );
      d.named("y", d.op(op, result.length, args, attr, lanes));
      const run = d.run({ patience });
      const values = operands.flatMap((bits, i) => (constant.includes(i) ? [] : [[`i${i}`, bits] as const]));
      for (let settled = 0; settled < 3; settled++) {
        run.set(Object.fromEntries(values.map(([name, bits]) => [name, bits.replaceAll(/./g, "0")])));
        run.set(Object.fromEntries(values));
        expect(run.get("y"), `patience ${patience}, settled ${settled} times`).to.equal(result);
      }
    }
  });
}

const short = (bits: BitString): string =>
  bits.length <= 16 ? bits : `${bits.slice(0, 6)}...${bits.slice(-6)} (${bits.length})`;

/** `count` times the same characters. */
export const times = (bits: string, count: number): BitString => bits.repeat(count);
