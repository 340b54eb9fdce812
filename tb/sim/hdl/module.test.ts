import { expect } from "chai";
import { In, instances, module, Out, regs, u, wires } from "../../../sim/hdl/index.ts";
import { scopePath } from "../../../sim/netlist/netlist.ts";
import { sourcePlace } from "../../../sim/netlist/place.ts";
import { fault, model, text } from "./model.ts";

const INVERTER = '«const Inverter = module("Inverter", { a: In(4), q: Out(4) }, ({ a, q }) => {»';

describe("modules", () => {
  const Inverter = module("Inverter", { a: In(4), q: Out(4) }, ({ a, q }) => {
    q.drive(a.not());
  });

  it("run once an instance", () => {
    let runs = 0;
    const Child = module("Child", {}, () => {
      runs++;
    });
    model(
      module("Top", {}, () => {
        instances({ one: Child, two: Child });
        Child.instance("three");
      }),
    );
    expect(runs).to.equal(3);
  });

  it("connect through their ports", () => {
    const Twice = module("Twice", { a: In(4), q: Out(4) }, ({ a, q }) => {
      const { first, second } = instances({ first: Inverter, second: Inverter });
      first.a.drive(a);
      second.a.drive(first.q);
      q.drive(second.q);
    });
    const twice = model(Twice).set({ a: 0b1010 });
    expect([twice.get("first.q"), twice.get("q")]).to.deep.equal([0b0101, 0b1010]);
  });

  it("take computed instance names in generators", () => {
    const Chain = (length: number) =>
      module("Chain", { a: In(4), q: Out(4) }, ({ a, q }) => {
        let last = a;
        for (let index = 0; index < length; index++) {
          const stage = Inverter.instance(`stage${index}`);
          stage.a.drive(last);
          last = stage.q;
        }
        q.drive(last);
      });
    expect(model(Chain(5)).set({ a: 0 }).get("q")).to.equal(0xf);
  });

  it("stand in the netlist as scopes, and each operator in the scope that wrote it", () => {
    const Top = module("Top", { a: In(4), q: Out(4) }, ({ a, q }) => {
      const { inner } = instances({ inner: Inverter });
      inner.a.drive(a);
      q.drive(inner.q);
    });
    const { netlist } = model(Top, { name: "dut" });
    expect(
      netlist.scopes.map(({ module: name, kind }, id) => [scopePath(netlist, id), name, kind]),
    ).to.deep.equal([
      ["dut", "Top", "module"],
      ["dut.inner", "Inverter", "module"],
    ]);
    expect(netlist.nodes.find(({ op }) => op === "not")?.scope).to.equal(1);
  });

  it("operators take the place of the statement that they are for", () => {
    const Placed = module("Placed", { a: In(4), q: Out(4) }, ({ a, q }) => {
      const { w } = wires({ w: 4 });
      w.drive(a.add(1));
      q.drive(w.xor(a));
    });
    const { nodes, places } = model(Placed).netlist;
    const line = (op: string) => sourcePlace(places[nodes.find((node) => node.op === op)?.place ?? 0]).line;
    expect(line("xor") - line("add")).to.equal(1);
    expect(nodes.filter(({ place }) => place === 0)).to.deep.equal([]);
  });

  describe("mistakes", () => {
    it("a name used twice", () => {
      const wrong = module("Wrong", { a: In(4) }, () => {
        wires({ a: 4 });
      });
      expect(fault(() => model(wrong))).to.equal(
        text(
          "NAME: the name a is used twice in module Wrong",
          "again: «wires({ a: 4 });»",
          'first: «const wrong = module("Wrong", { a: In(4) }, () => {»',
          "fix: give each signal, instance and memory a name of its own",
        ),
      );
    });
    it("an instance named as another", () => {
      const wrong = module("Wrong", {}, () => {
        Inverter.instance("one");
        Inverter.instance("one");
      });
      expect(fault(() => model(wrong)).split("\n")[0]).to.equal(
        "NAME: the name one is used twice in module Wrong",
      );
    });
    it("what cannot be a name", () => {
      const wrong = module("Wrong", {}, () => {
        wires({ "a b": 4 });
      });
      expect(fault(() => model(wrong))).to.equal(
        text(
          'NAME: "a b" cannot be a name in module Wrong',
          'here: «wires({ "a b": 4 });»',
          "fix: use letters, digits and _, beginning with a letter",
        ),
      );
    });
    it("what cannot be a name, inside a bundle", () => {
      const wrong = module("Wrong", { up: { "4th": In(4) } }, () => {});
      expect(fault(() => model(wrong)).split("\n")[0]).to.equal(
        'NAME: "4th" cannot be a name in module Wrong',
      );
    });
    it("an instance outside a module", () => {
      expect(fault(() => Inverter.instance("one")).split("\n")[0]).to.equal(
        "CONTEXT: instance is used outside a module body",
      );
    });
    it("a combinational loop through instances, hop by hop", () => {
      const wrong = module("Wrong", { q: Out(4) }, ({ q }) => {
        const { one } = instances({ one: Inverter });
        one.a.drive(one.q);
        q.drive(one.q);
      });
      const message = fault(() => model(wrong));
      expect(message.split("\n").slice(0, 4)).to.deep.equal([
        "LOOP: a combinational path leads back to where it began:",
        `    Wrong.one.a[3:0] (${INVERTER})`,
        `    -> Wrong.one.q[3:0] (${INVERTER})`,
        `    -> Wrong.one.a[3:0] (${INVERTER})`,
      ]);
    });
  });
});

describe("generators", () => {
  it("make modules of computed widths", () => {
    for (const width of [1, 8, 100]) {
      const Wide = module("Wide", { q: Out(u(width)) }, ({ q }) => {
        const { all } = regs({ all: u(width).init((1n << BigInt(width)) - 1n) });
        q.drive(all);
      });
      expect(BigInt(model(Wide).reset().get("q"))).to.equal((1n << BigInt(width)) - 1n);
    }
  });
});
