import { expect } from "chai";
import { connect, flip, instances, module, stream } from "../../../sim/hdl/index.ts";
import { fault, model, text } from "./model.ts";

describe("connect", () => {
  const Add = module("Add", { up: flip(stream({ a: 8 })), down: stream({ a: 8 }) }, ({ up, down }) => {
    up.ready.drive(down.ready);
    down.valid.drive(up.valid);
    down.payload.a.drive(up.payload.a.add(1));
  });

  it("joins ports of instances to each other and to the module's own, each field in its direction", () => {
    const Chain = module("Chain", { up: flip(stream({ a: 8 })), down: stream({ a: 8 }) }, ({ up, down }) => {
      const { one, two } = instances({ one: Add, two: Add });
      connect(one.up, up);
      connect(one.down, two.up);
      connect(down, two.down);
    });
    const chain = model(Chain).set({ "up.valid": 1, "up.payload.a": 5, "down.ready": 0 });
    expect([chain.get("down.valid"), chain.get("down.payload.a"), chain.get("up.ready")]).to.deep.equal([
      1, 7, 0,
    ]);
    expect(chain.set({ "down.ready": 1 }).get("up.ready")).to.equal(1);
  });
  it("takes records of expressions", () => {
    const Record = module(
      "Record",
      { up: flip(stream({ a: 8 })), down: stream({ a: 8 }) },
      ({ up, down }) => {
        connect(down, { valid: up.valid, ready: up.ready, payload: { a: up.payload.a.not() } });
      },
    );
    expect(model(Record).set({ "up.payload.a": 0x0f }).get("down.payload.a")).to.equal(0xf0);
  });
  it("refuses bundles of two shapes", () => {
    const wrong = module("Wrong", { up: flip(stream({ a: 8 })), down: stream({ b: 8 }) }, ({ up, down }) => {
      connect(down, up as never);
    });
    expect(fault(() => model(wrong))).to.equal(
      text(
        "SHAPE: connect: payload.b stands on one side only",
        "here: «connect(down, up as never);»",
        "fix: connect bundles of one shape",
      ),
    );
  });
  it("refuses what no side may drive", () => {
    const wrong = module("Wrong", { up: flip(stream(8)), down: flip(stream(8)) }, ({ up, down }) => {
      connect(up.payload, down.payload as never);
    });
    expect(fault(() => model(wrong)).split("\n")[0]).to.equal(
      "DIRECTION: down.payload cannot be assigned in module Wrong: it is read-only here",
    );
  });
});
