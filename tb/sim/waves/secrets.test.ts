import { expect } from "chai";
import { secretOrigins } from "../../../sim/waves/secrets.ts";
import { WaveSketch } from "./sketch.ts";

describe("secret origins", () => {
  it("are the drivers behind the wires of secret signals", () => {
    const sketch = new WaveSketch();
    const key = sketch.signal("key", 8);
    const inner = sketch.builder.node("wire", 8, 1, [key], undefined);
    const outer = sketch.builder.node("wire", 8, 1, [inner], undefined);
    sketch.signal("held", 8, { node: outer, secret: true });
    sketch.signal("open", 8);
    expect([...secretOrigins(sketch.finish())]).to.deep.equal([key]);
  });

  it("are the reads of secret memories, registered or not", () => {
    const { builder } = new WaveSketch();
    const shape = { width: 8, depth: 4, init: [], scope: 0, place: 0 };
    const keys = builder.memory({ ...shape, name: "keys", secret: true });
    const lines = builder.memory({ ...shape, name: "lines", secret: false });
    const address = builder.node("input", 2, 1, [], undefined);
    const direct = builder.node("read", 8, 1, [address], { memory: keys });
    builder.node("read", 8, 1, [address], { memory: lines });
    const node = builder.node("readport", 8, 1, [], undefined);
    builder.memories[keys].reads.push({
      node,
      domain: 0,
      address,
      enable: undefined,
      collision: "x",
      place: 0,
    });
    expect([...secretOrigins(builder.finish())]).to.have.members([direct, node]);
  });
});
