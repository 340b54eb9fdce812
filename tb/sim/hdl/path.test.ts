import { expect } from "chai";
import { assert, In, memories, module, Out, regs, sram, when } from "../../../sim/hdl/index.ts";
import { model } from "./model.ts";

describe("the path through whens", () => {
  const ops = (top: Parameters<typeof model>[0]) => {
    const { nodes } = model(top).netlist;
    return nodes.filter(({ op }) => op === "and" || op === "not").map(({ op }) => op);
  };

  it("costs nothing where statements become multiplexers", () => {
    const Muxes = module("Muxes", { a: In(1), b: In(1), q: Out(4) }, ({ a, b, q }) => {
      const { held } = regs({ held: 4 });
      when(a, () => {
        held.next = 1;
      }).elsewhen(b, () => {
        held.next = 2;
      });
      q.drive(held);
    });
    expect(ops(Muxes)).to.deep.equal([]);
  });
  it("is made once for all that ask in one branch", () => {
    const Asked = module("Asked", { a: In(1), b: In(1), addr: In(2) }, ({ a, b, addr }) => {
      const { store } = memories({ store: sram({ data: 4, addr: 2 }) });
      when(a, () => {}).elsewhen(b, () => {
        store.write({ addr, data: 1 });
        store.write({ addr, data: 2 });
        assert(addr.ne(0), "not the first word");
      });
    });
    expect(ops(Asked)).to.deep.equal(["not", "and", "not"]);
  });
});
