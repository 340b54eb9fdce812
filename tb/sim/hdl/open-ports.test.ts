import { expect } from "chai";
import { flip, In, instances, module, Out, stream } from "../../../sim/hdl/index.ts";
import { model } from "./model.ts";

describe("the ports of a module", () => {
  const Bundled = module("Bundled", { up: flip(stream({ a: 8 })), down: stream(8) }, ({ up, down }) => {
    up.ready.drive(down.ready);
    down.valid.drive(up.valid);
    down.payload.drive(up.payload.a);
  });

  it("are signals of their direction, bundles as nested scopes", () => {
    const made = model(Bundled);
    const ports = ["up.valid", "up.ready", "up.payload.a", "down.valid", "down.ready", "down.payload"];
    expect(ports.map((path) => made.signal(path).kind)).to.deep.equal([
      "input",
      "output",
      "input",
      "output",
      "input",
      "output",
    ]);
    expect(made.netlist.scopes.map(({ name, kind }) => `${kind} ${name}`)).to.deep.equal([
      "module Bundled",
      "bundle up",
      "bundle payload",
      "bundle down",
    ]);
  });
  it("at the top are the inputs of the netlist, and of an instance wires that its parent drives", () => {
    const Top = module("Top", { v: In(1), q: Out(1) }, ({ v, q }) => {
      const { inner } = instances({ inner: Bundled });
      inner.up.valid.drive(v);
      inner.up.payload.a.drive(7);
      inner.down.ready.drive(inner.up.valid);
      q.drive(inner.up.ready);
    });
    const top = model(Top).set({ v: 1 });
    expect([top.get("q"), top.get("inner.down.payload")]).to.deep.equal([1, 7]);
    const op = (path: string) => top.netlist.nodes[top.signal(path).node].op;
    expect([op("v"), op("inner.up.valid"), op("inner.down.valid")]).to.deep.equal(["input", "wire", "wire"]);
  });
});
