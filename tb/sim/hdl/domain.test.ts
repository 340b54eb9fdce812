import { expect } from "chai";
import {
  type Bits,
  type ClockDomain,
  clockDomain,
  clocked,
  currentDomain,
  derivedClock,
  dividedClock,
  elaborate,
  gatedClock,
  In,
  instances,
  module,
  Out,
  regs,
  synchronise,
  u,
  when,
} from "../../../sim/hdl/index.ts";
import { fault, model, text } from "./model.ts";

/** A register that takes its input at each edge; reset to 5. */
const Flop = module("Flop", { d: In(4), q: Out(4) }, ({ d, q }) => {
  const { held } = regs({ held: u(4).init(5) });
  held.next = d;
  q.drive(held);
});

describe("the clock domain of the top", () => {
  it("has a clock clk and a synchronous reset rst, active high, unless asked otherwise", () => {
    const { netlist } = model(Flop);
    const [{ name, edge, reset }] = netlist.domains;
    expect([name, edge, reset?.kind, reset?.active]).to.deep.equal(["clk", "rise", "sync", 1]);
    const pins = netlist.signals.filter(({ kind }) => kind === "clock" || kind === "reset");
    expect(pins.map(({ name, kind }) => [name, kind])).to.deep.equal([
      ["clk", "clock"],
      ["rst", "reset"],
    ]);
  });
  it("sync: the reset acts at an edge", () => {
    const flop = model(Flop).set({ d: 1, rst: 1 });
    expect([flop.get("q"), flop.edge().get("q")]).to.deep.equal(["xxxx", 5]);
  });
  it("async: the reset acts at once and holds against edges", () => {
    const flop = model(Flop, { reset: "async" }).set({ d: 1, rst: 0 }).edge();
    const seen = [flop.get("q"), flop.set({ rst: 1 }).get("q"), flop.edge().get("q")];
    expect(seen).to.deep.equal([1, 5, 5]);
  });
  it("active low: 0 resets", () => {
    const flop = model(Flop, { active: "low" }).set({ d: 1, rst: 0 }).edge();
    expect([flop.get("q"), flop.set({ rst: 1 }).edge().get("q")]).to.deep.equal([5, 1]);
  });
  it("none: no reset pin, and the value is there at power-up", () => {
    const flop = model(Flop, { reset: "none" });
    expect([flop.get("q"), flop.paths.includes("rst")]).to.deep.equal([5, false]);
  });
  it("fall: the active edge is the falling one", () => {
    expect(model(Flop, { edge: "fall" }).netlist.domains[0].edge).to.equal("fall");
  });
  it("its pins share the names of the top's ports", () => {
    const wrong = module("Wrong", { rst: In(1) }, () => {});
    expect(fault(() => elaborate(wrong))).to.equal(
      text(
        "NAME: the name rst is used twice in module Wrong",
        'again: «const wrong = module("Wrong", { rst: In(1) }, () => {});»',
        "first: «expect(fault(() => elaborate(wrong))).to.equal(»",
        "fix: give each signal, instance and memory a name of its own",
      ),
    );
  });
});

describe("a clock domain of its own", () => {
  const Two = module("Two", { d: In(4), slow: Out(4), fast: Out(4) }, ({ d, slow, fast }) => {
    const bus = clockDomain("bus", { reset: "async", active: "low", edge: "fall" });
    const { here } = regs({ here: u(4).init(1) });
    here.next = d;
    const { there } = clocked(bus, () => regs({ there: u(4).init(2) }));
    clocked(bus, () => {
      there.next = d;
    });
    fast.drive(here);
    slow.drive(there);
  });

  it("moves at its own edges only", () => {
    const two = model(Two).set({ rst: 0, bus_rst: 1, d: 9 });
    const seen = [two.edge("bus").get("slow"), two.get("fast")];
    seen.push(two.set({ d: 3 }).edge("clk").get("fast"), two.get("slow"));
    expect(seen).to.deep.equal([9, "xxxx", 3, 9]);
  });
  it("has a reset of its own", () => {
    const two = model(Two).set({ rst: 0, bus_rst: 0, d: 9 });
    expect([two.get("slow"), two.get("fast")]).to.deep.equal([2, "xxxx"]);
  });
  it("is what registers are declared in, wherever they are assigned", () => {
    const { netlist } = model(Two);
    const domainOf = (name: string) => {
      const node = netlist.signals.find((signal) => signal.name === name)?.node;
      return netlist.domains[netlist.registers.find((register) => register.node === node)?.domain ?? -1].name;
    };
    expect([domainOf("here"), domainOf("there")]).to.deep.equal(["clk", "bus"]);
  });
  it("is inherited by instances, and handed on as a parameter", () => {
    let inherited: ClockDomain | undefined;
    const Child = module("Child", { q: Out(1) }, ({ q }) => {
      inherited = currentDomain();
      q.drive(1);
    });
    const Top = module("Top", {}, () => {
      const bus = clockDomain("bus");
      clocked(bus, () => instances({ child: Child }));
      expect(currentDomain().name).to.equal("clk");
    });
    model(Top);
    expect(inherited?.name).to.equal("bus");
  });
  it("has a name that no other pin or port of the top has", () => {
    const Child = module("Child", {}, () => {
      clockDomain("bus");
    });
    const wrong = module("Wrong", {}, () => {
      instances({ one: Child, two: Child });
    });
    expect(fault(() => model(wrong))).to.equal(
      text(
        "NAME: the name bus is used twice in module Wrong",
        'again: «clockDomain("bus");»',
        'first: «clockDomain("bus");»',
        "fix: give each signal, instance and memory a name of its own",
      ),
    );
  });
});

describe("crossings", () => {
  /** A register of the domain bus, read in clk by what `body` makes of it. */
  const Cross = (body: (there: Bits<1>) => Bits<1>) =>
    module("Cross", { d: In(1), q: Out(1) }, ({ d, q }) => {
      const bus = clockDomain("bus");
      const { there } = clocked(bus, () => regs({ there: u(1).init(0) }));
      there.next = d;
      const { here } = regs({ here: u(1).init(0) });
      here.next = body(there);
      q.drive(here);
    });

  it("without a synchroniser are refused, with both places", () => {
    expect(fault(() => model(Cross((there) => there)))).to.equal(
      text(
        'CROSSING: register Cross.here in domain "clk" reads register Cross.there of domain "bus" without a synchroniser',
        "read here: «const { here } = regs({ here: u(1).init(0) });»",
        "driven here: «const { there } = clocked(bus, () => regs({ there: u(1).init(0) }));»",
        'fix: take it through a synchroniser of domain "clk", several bits through an asynchronous FIFO',
      ),
    );
  });
  it("through logic are refused even with a synchroniser: it may glitch", () => {
    expect(fault(() => model(Cross((there) => synchronise("safe", there.not()))))).to.equal(
      text(
        'CROSSING: register Cross.safe_sync1 in domain "clk" reads register Cross.there of domain "bus" through logic, which may glitch',
        'read here: «expect(fault(() => model(Cross((there) => synchronise("safe", there.not()))))).to.equal(»',
        "driven here: «const { there } = clocked(bus, () => regs({ there: u(1).init(0) }));»",
        'fix: put a register of domain "bus" between the logic and the synchroniser',
      ),
    );
  });
  it("through a synchroniser arrive after its stages", () => {
    const cross = model(Cross((there) => synchronise("safe", there, { stages: 3, init: 0 })));
    cross.set({ rst: 1, bus_rst: 1, d: 1 }).edge("clk", "bus").set({ rst: 0, bus_rst: 0 }).edge("bus");
    const seen = Array.from({ length: 4 }, () => cross.edge("clk").get("q"));
    expect(seen).to.deep.equal([0, 0, 0, 1]);
    expect(cross.paths).to.include.members(["safe_sync1", "safe_sync2", "safe_sync3"]);
  });
  it("of several bits are refused unless they are Gray-coded", () => {
    const wrong = module("Wrong", { d: In(4) }, ({ d }) => {
      synchronise("safe", d);
    });
    expect(fault(() => model(wrong))).to.equal(
      text(
        "CROSSING: d is 4 bits; its bits would arrive at different edges",
        'here: «synchronise("safe", d);»',
        'd declared: «const wrong = module("Wrong", { d: In(4) }, ({ d }) => {»',
        "fix: cross one bit, a Gray-coded word with { gray: true }, or a handshake",
      ),
    );
    const right = module("Right", { d: In(4) }, ({ d }) => {
      expect(synchronise("safe", d, { gray: true }).width).to.equal(4);
    });
    model(right);
  });
  it("through one flop are refused", () => {
    const wrong = module("Wrong", { d: In(1) }, ({ d }) => {
      synchronise("safe", d, { stages: 1 });
    });
    expect(fault(() => model(wrong)).split("\n")[0]).to.equal("CROSSING: safe synchronises with 1 stage");
  });
  it("in the condition of a when are refused", () => {
    const Enabled = module("Enabled", { d: In(1), q: Out(1) }, ({ d, q }) => {
      const bus = clockDomain("bus");
      const { there } = clocked(bus, () => regs({ there: 1 }));
      there.next = d;
      const { here } = regs({ here: 1 });
      when(there, () => {
        here.next = d;
      });
      q.drive(here);
    });
    expect(fault(() => model(Enabled)).split("\n")[0]).to.equal(
      'CROSSING: register Enabled.here in domain "clk" reads register Enabled.there of domain "bus" without a synchroniser',
    );
  });
});

describe("clocks made from clocks", () => {
  it("divided and gated ones share edges with their root: no crossing", () => {
    const Kin = module("Kin", { d: In(1), on: In(1), q: Out(2) }, ({ d, on, q }) => {
      const half = dividedClock("half", 2);
      const gated = gatedClock("gated", on);
      const { root } = regs({ root: 1 });
      const { slow } = clocked(half, () => regs({ slow: 1 }));
      const { held } = clocked(gated, () => regs({ held: 1 }));
      root.next = d;
      slow.next = root;
      held.next = slow;
      q.at("0:0").drive(slow);
      q.at("1:1").drive(held);
    });
    const { netlist } = model(Kin);
    expect(netlist.domains.map(({ name, family }) => [name, family])).to.deep.equal([
      ["clk", 0],
      ["half", 0],
      ["gated", 0],
    ]);
    const ops = netlist.domains.map(({ clock }) => netlist.nodes[clock].op);
    expect(ops).to.deep.equal(["clock", "divide", "gate"]);
  });
  it("a signal as a clock is a stranger: reading across is a crossing", () => {
    const Derived = module("Derived", { d: In(1), q: Out(1) }, ({ d, q }) => {
      const { toggle } = regs({ toggle: u(1).init(0) });
      toggle.next = toggle.not();
      const ripple = derivedClock("ripple", toggle);
      const { held } = clocked(ripple, () => regs({ held: 1 }));
      held.next = d;
      const { back } = regs({ back: 1 });
      back.next = held;
      q.drive(back);
    });
    expect(fault(() => model(Derived)).split("\n")[0]).to.equal(
      'CROSSING: register Derived.back in domain "clk" reads register Derived.held of domain "ripple" without a synchroniser',
    );
  });
  it("a divider takes an even number", () => {
    const wrong = module("Wrong", {}, () => {
      dividedClock("third", 3);
    });
    expect(fault(() => model(wrong))).to.equal(
      text(
        "CLOCK: clock third divides by 3",
        'here: «dividedClock("third", 3);»',
        "fix: divide by an even number, 2 or more",
      ),
    );
  });
  it("a gate takes one bit", () => {
    const wrong = module("Wrong", { on: In(2) }, ({ on }) => {
      gatedClock("gated", on as Bits as Bits<1>);
    });
    expect(fault(() => model(wrong)).split("\n")[0]).to.equal(
      "WIDTH: gatedClock needs a condition of 1 bit; on is 2 bits",
    );
  });
});
