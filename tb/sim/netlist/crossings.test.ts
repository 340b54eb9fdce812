import { expect } from "chai";
import { checkCrossings } from "../../../sim/netlist/crossings.ts";
import { caught, Sketch } from "../../reference/sketch.ts";

/** Two domains; `q` in `slow` takes what the recipe makes of `p` in `fast`. */
function twoDomains(recipe: (b: Sketch, p: number) => number, rest: { synchroniser?: boolean } = {}) {
  const b = new Sketch();
  const [fast, slow] = [b.clocked("fast"), b.clocked("slow")]; // top.ts:1, :2
  const [p, q] = [b.reg("p", 2), b.reg("q", 2)]; // top.ts:3, :4
  b.takes(p, fast, p);
  b.takes(q, slow, recipe(b, p), rest);
  return caught(() => checkCrossings(b.finish()));
}

const xorOf = (b: Sketch, p: number) => b.op("xor", 2, [p, b.input("a", 2)]);

describe("clock-domain crossings", () => {
  it("are an error that names both ends", () => {
    expect(twoDomains(xorOf)).to.equal(
      [
        'CROSSING: register top.q in domain "slow" reads register top.p of domain "fast" without a synchroniser',
        "  read here: top.ts:4",
        "  driven here: top.ts:3",
        '  fix: take it through a synchroniser of domain "slow", several bits through an asynchronous FIFO',
      ].join("\n"),
    );
  });

  it("are allowed into a synchroniser, straight from a register or a part of one", () => {
    expect(twoDomains((_, p) => p, { synchroniser: true })).to.equal(undefined);
    const part = (b: Sketch, p: number) => {
      const w = b.wire("w", 2);
      b.drive(w, p);
      return b.op("slice", 2, [w], { low: 0 });
    };
    expect(twoDomains(part, { synchroniser: true })).to.equal(undefined);
  });

  it("through logic into a synchroniser are an error, since logic glitches", () => {
    expect(twoDomains(xorOf, { synchroniser: true })).to.equal(
      [
        'CROSSING: register top.q in domain "slow" reads register top.p of domain "fast" through logic, which may glitch',
        "  read here: top.ts:4",
        "  driven here: top.ts:3",
        '  fix: put a register of domain "fast" between the logic and the synchroniser',
      ].join("\n"),
    );
  });

  it("are none inside a family of clocks, nor from inputs and constants", () => {
    const b = new Sketch();
    const [fast, half] = [b.clocked("fast"), b.clocked("half", undefined, 0)];
    const [p, q] = [b.reg("p"), b.reg("q")];
    b.takes(p, fast, b.input("a"));
    b.takes(q, half, b.op("and", 1, [p, b.constant(1n, 1)]));
    expect(caught(() => checkCrossings(b.finish()))).to.equal(undefined);
  });

  it("are found where a net mixes two domains and the reader is in one of them", () => {
    const b = new Sketch();
    const [fast, slow] = [b.clocked("fast"), b.clocked("slow")];
    const [p, q, r] = [b.reg("p"), b.reg("q"), b.reg("r")];
    b.takes(p, fast, p);
    b.takes(q, slow, q);
    b.takes(r, slow, b.op("or", 1, [q, b.op("not", 1, [p])]));
    expect(caught(() => checkCrossings(b.finish())))
      .to.contain("register top.r")
      .and.contain("register top.p");
  });

  it("are found at enables, memory ports and synchronous resets", () => {
    const readers = ["enable", "address", "data", "mask", "write", "read", "reset"] as const;
    const told = readers.map((reader) => {
      const b = new Sketch();
      const fast = b.clocked("fast");
      const p = b.reg("p");
      b.takes(p, fast, p);
      const at = (each: string): number => (each === reader ? p : a);
      const a = b.input("a");
      const slow = b.clocked("slow", { node: at("reset"), kind: "sync", active: 1 });
      b.takes(b.reg("q"), slow, a, { enable: at("enable") });
      const shape = { name: "m", width: 1, depth: 2, init: [], scope: 0, secret: false, place: 0 };
      const { writes, reads } = b.memories[b.memory(shape)];
      const rest = { domain: slow, place: 0 };
      writes.push({
        ...rest,
        address: at("address"),
        data: at("data"),
        enable: at("write"),
        mask: at("mask"),
      });
      const node = b.node("readport", 1, 1, [], undefined);
      reads.push({ ...rest, node, address: at("read"), enable: undefined, collision: "old" });
      return caught(() => checkCrossings(b.finish()))?.match(/CROSSING: (.*) in domain/)?.[1];
    });
    expect(told).to.deep.equal([
      "register top.q",
      "a write port of memory top.m",
      "a write port of memory top.m",
      "a write port of memory top.m",
      "a write port of memory top.m",
      "a read port of memory top.m",
      'the synchronous reset of domain "slow"',
    ]);
  });

  it("are none at asynchronous resets and gates, which act without an edge", () => {
    const b = new Sketch();
    const fast = b.clocked("fast");
    const p = b.reg("p");
    b.takes(p, fast, p);
    const reset = { node: p, kind: "async", active: 1 } as const;
    const clock = b.op("gate", 1, [b.op("clock", 1, []), p]);
    const slow = b.domain({ name: "slow", clock, edge: "rise", reset, family: 1, place: 0 });
    b.takes(b.reg("q"), slow, b.input("a"));
    expect(caught(() => checkCrossings(b.finish()))).to.equal(undefined);
  });

  it("come from read ports too", () => {
    const b = new Sketch();
    const [fast, slow] = [b.clocked("fast"), b.clocked("slow")];
    const shape = { name: "m", width: 1, depth: 2, init: [], scope: 0, secret: false, place: 0 };
    const node = b.named("data", b.op("readport", 1, []));
    const port = { node, domain: fast, address: b.input("a"), enable: undefined, place: 0 };
    b.memories[b.memory(shape)].reads.push({ ...port, collision: "old" });
    b.takes(b.reg("q"), slow, node);
    expect(caught(() => checkCrossings(b.finish()))).to.contain('reads read port top.data of domain "fast"');
  });
});
