import { expect } from "chai";
import { fsm, In, module, Out, when } from "../../../sim/hdl/index.ts";
import { fault, model, text } from "./model.ts";

const Loader = module("Loader", { start: In(1), done: Out(1), busy: Out(1) }, ({ start, done, busy }) => {
  const load = fsm("load", ["Idle", "Lookup", "Expand", "Done"], (go) => ({
    Idle: () => when(start, () => go("Lookup")),
    Lookup: () => go("Expand"),
    Expand: () => go("Done"),
    Done: () => go("Idle"),
  }));
  done.drive(load.is("Done"));
  busy.drive(load.state.is("Idle").not());
});

describe("fsm", () => {
  it("resets to the first state, stays without go, and goes where a body says", () => {
    const loader = model(Loader).reset({ start: 0 });
    const states = [loader.get("load"), loader.edge().get("load")];
    loader.set({ start: 1 });
    for (let edge = 0; edge < 5; edge++) states.push(loader.edge().get("load"));
    expect(states).to.deep.equal([0, 0, 1, 2, 3, 0, 1]);
  });

  it("says which state it is in", () => {
    const loader = model(Loader).reset({ start: 1 });
    const seen = Array.from({ length: 5 }, () => {
      const now = [loader.get("busy"), loader.get("done")];
      loader.edge();
      return now;
    });
    expect(seen).to.deep.equal([
      [0, 0],
      [1, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ]);
  });

  it("names its states in the netlist", () => {
    const { netlist } = model(Loader);
    expect(
      netlist.enums[netlist.signals.find(({ name }) => name === "load")?.enumeration ?? -1],
    ).to.deep.equal({
      name: "load",
      width: 2,
      members: [
        { name: "Idle", value: 0 },
        { name: "Lookup", value: 1 },
        { name: "Expand", value: 2 },
        { name: "Done", value: 3 },
      ],
    });
  });

  it("may have a single state", () => {
    const One = module("One", { q: Out(1) }, ({ q }) => {
      q.drive(fsm("only", ["Here"], () => ({ Here: () => {} })).is("Here"));
    });
    expect(model(One).reset().get("q")).to.equal(1);
  });

  describe("mistakes that a cast hid from the editor", () => {
    const states = ["A", "B"] as [string, ...string[]];
    const bodies = {
      lacks: (_go: (state: string) => void) => ({ A: () => {} }),
      strays: (go: (state: string) => void) => ({ A: () => go("C"), B: () => {} }),
      extra: (_go: (state: string) => void) => ({ A: () => {}, B: () => {}, C: () => {} }),
    };
    const mistake = (kind: keyof typeof bodies, names = states) =>
      fault(() =>
        model(
          module("Wrong", {}, () => {
            fsm("f", names, bodies[kind] as never);
          }),
        ),
      );
    const HERE = 'here: «fsm("f", names, bodies[kind] as never);»';

    it("a state without body", () => {
      expect(mistake("lacks")).to.equal(
        text(
          "STATE: FSM f has no body for state B",
          HERE,
          "fix: give each state a body, () => {} for a state with nothing to do",
        ),
      );
    });
    it("a target that is no state, at the line of the go", () => {
      expect(mistake("strays")).to.equal(
        text(
          "STATE: FSM f goes to state C, which it does not have",
          'here: «strays: (go: (state: string) => void) => ({ A: () => go("C"), B: () => {} }),»',
          "fix: go to one of A, B",
        ),
      );
    });
    it("a body without state", () => {
      expect(mistake("extra")).to.equal(
        text(
          "STATE: FSM f has a body for state C, which it does not have",
          HERE,
          "fix: name the state in the list or drop the body",
        ),
      );
    });
    it("a state named twice", () => {
      expect(mistake("lacks", ["A", "A"])).to.equal(
        text("STATE: FSM f names state A twice", HERE, "fix: name each state once"),
      );
    });
  });
});
