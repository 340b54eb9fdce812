import { expect } from "chai";
import {
  type Bits,
  cat,
  flip,
  In,
  instances,
  memories,
  module,
  mux,
  Out,
  pipeline,
  regs,
  secret,
  sram,
  stream,
  u,
  vec,
  wires,
} from "../../../sim/hdl/index.ts";
import { model } from "./model.ts";

/** Paths of the signals that waves mask. */
const masked = (made: ReturnType<typeof model>): string[] =>
  made.paths.filter((path) => made.signal(path).secret);

/** What of wires fed by a body over a secret key and a plain word is masked. */
const follows = (body: (key: Bits<8>, plain: Bits<8>) => Bits): boolean => {
  const made = model(
    module("Follows", { key: In(u(8).secret()), plain: In(8) }, ({ key, plain }) => {
      const value = body(key, plain);
      const { w } = wires({ w: value.width });
      w.drive(value);
    }),
  );
  return made.signal("w").secret;
};

describe("secret", () => {
  it("marks ports, wires and registers by their type", () => {
    const Typed = module("Typed", { key: In(u(8).secret()), q: Out(8) }, ({ key, q }) => {
      const { hidden, open } = wires({ hidden: u(8).secret(), open: 8 });
      hidden.drive(key.not());
      open.drive(key.not());
      q.drive(open);
    });
    expect(masked(model(Typed))).to.deep.equal(["key", "hidden"]);
  });

  it("follows the value through slices, joins, permutations, extensions and choices", () => {
    expect(follows((key) => key.at("3:0"))).to.equal(true);
    expect(follows((key, plain) => cat(plain, key))).to.equal(true);
    expect(follows((key) => key.zext(12))).to.equal(true);
    expect(follows((key) => key.sext(12))).to.equal(true);
    expect(follows((key, plain) => mux(plain.bit(0), plain, key))).to.equal(true);
    expect(follows((key, plain) => key.bit(plain))).to.equal(true);
  });
  it("ends at operators that compute", () => {
    expect(follows((key, plain) => key.xor(plain))).to.equal(false);
    expect(follows((key, plain) => mux(key.bit(0), plain, 0))).to.equal(false);
    expect(follows((key, plain) => plain.bit(key))).to.equal(false);
    expect(follows((key) => key.eq(0))).to.equal(false);
  });
  it("marks a computed value by hand, and what carries it on", () => {
    expect(follows((key, plain) => secret(key.xor(plain)).at("3:0"))).to.equal(true);
  });

  it("follows the value through the permutation and the lanes of a vector", () => {
    const Lanes = module(
      "Lanes",
      { v: In(vec(4, 8).secret()), q: Out(8), r: Out(vec(4, 8)) },
      ({ v, q, r }) => {
        q.drive(v.lane(1));
        r.drive(v.rotate(1));
      },
    );
    expect(masked(model(Lanes))).to.deep.equal(["v", "q", "r"]);
  });

  it("follows the value into instances, whatever the order of the statements", () => {
    const Child = module("Child", { k: In(8), q: Out(8) }, ({ k, q }) => {
      const { held } = regs({ held: 8 });
      held.next = k;
      q.drive(held);
    });
    const Parent = module("Parent", { key: In(u(8).secret()), q: Out(8) }, ({ key, q }) => {
      const { child } = instances({ child: Child });
      q.drive(child.q);
      child.k.drive(key);
    });
    expect(masked(model(Parent))).to.deep.equal(["key", "q", "child.k", "child.q", "child.held"]);
  });

  it("follows the value through the stages of a pipeline", () => {
    const shape = { up: flip(stream({ key: u(8).secret(), a: 8 })), down: stream({ key: 8, a: 8 }) };
    const Piped = module("Piped", shape, ({ up, down }) => {
      pipeline(up)
        .stage("one", ({ key, a }) => ({ key, a: a.xor(key) }))
        .into(down);
    });
    expect(masked(model(Piped))).to.deep.equal(["up.payload.key", "down.payload.key", "one.key"]);
  });

  it("follows the value into and out of a memory", () => {
    const Stored = module("Stored", { key: In(u(8).secret()), addr: In(2), q: Out(8), now: Out(8) }, (io) => {
      const { table, other } = memories({
        table: sram({ data: 8, addr: 2 }),
        other: sram({ data: 8, addr: 2 }),
      });
      table.write({ addr: io.addr, data: io.key });
      other.write({ addr: io.addr, data: 0 });
      io.q.drive(table.read({ addr: io.addr, collision: "old" }));
      io.now.drive(table.peek(io.addr));
    });
    const made = model(Stored);
    expect(masked(made)).to.deep.equal(["key", "q", "now"]);
    expect(made.netlist.memories.map(({ name, secret }) => [name, secret])).to.deep.equal([
      ["table", true],
      ["other", false],
    ]);
  });

  it("marks what is read of a memory that is declared secret", () => {
    const Table = module("Table", { addr: In(2), q: Out(8) }, ({ addr, q }) => {
      const { table } = memories({ table: sram({ data: 8, addr: 2, init: [1, 2, 3, 4], secret: true }) });
      q.drive(table.peek(addr));
    });
    expect(masked(model(Table))).to.deep.equal(["q"]);
  });
});
