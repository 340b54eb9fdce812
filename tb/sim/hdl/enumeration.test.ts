import { expect } from "chai";
import { enumeration, In, module, Out, regs, when } from "../../../sim/hdl/index.ts";
import { fault, model, text } from "./model.ts";

describe("enumerations", () => {
  const Op = enumeration("Op", 2, { idle: 0, read: 1, write: 3 });
  const Decoder = module("Decoder", { op: In(Op), writes: Out(1), last: Out(Op) }, ({ op, writes, last }) => {
    const { seen } = regs({ seen: Op.type.init(Op.values.read) });
    writes.drive(op.is("write"));
    when(op.ne(Op.values.idle), () => {
      seen.next = op;
    });
    last.drive(seen);
  });

  it("compare with a member by name", () => {
    const decoder = model(Decoder);
    expect([0, 1, 3].map((op) => decoder.set({ op }).get("writes"))).to.deep.equal([0, 0, 1]);
  });
  it("give a register its reset value", () => {
    expect(model(Decoder).reset({ op: 0 }).get("last")).to.equal(1);
  });
  it("name the values of their signals in the netlist, once", () => {
    const { netlist } = model(Decoder);
    expect(netlist.enums).to.deep.equal([
      {
        name: "Op",
        width: 2,
        members: [
          { name: "idle", value: 0 },
          { name: "read", value: 1 },
          { name: "write", value: 3 },
        ],
      },
    ]);
    const named = netlist.signals.filter(({ enumeration }) => enumeration === 0).map(({ name }) => name);
    expect(named).to.deep.equal(["op", "last", "seen"]);
  });
  it("refuse a member that does not fit", () => {
    expect(fault(() => enumeration("Op", 1, { a: 0, b: 2 }))).to.equal(
      text(
        "LITERAL: member b = 2 of enumeration Op does not fit 1 bit",
        'here: «expect(fault(() => enumeration("Op", 1, { a: 0, b: 2 }))).to.equal(»',
        "fix: widen the enumeration or renumber the member",
      ),
    );
  });
  it("refuse a width that no word has", () => {
    expect(fault(() => enumeration("Op", 0, { a: 0 }))).to.equal(
      text(
        "SIZE: a width of 0",
        'here: «expect(fault(() => enumeration("Op", 0, { a: 0 }))).to.equal(»',
        "fix: give a whole number from 1 to 65536",
      ),
    );
  });
  it("refuse two members of one value", () => {
    expect(fault(() => enumeration("Op", 1, { a: 1, b: 1 }))).to.equal(
      text(
        "STATE: members a and b of enumeration Op are both 1",
        'here: «expect(fault(() => enumeration("Op", 1, { a: 1, b: 1 }))).to.equal(»',
        "fix: give each member a value of its own",
      ),
    );
  });
});
