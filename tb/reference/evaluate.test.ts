import { expect } from "chai";
import { NetlistBuilder } from "../../sim/netlist/builder.ts";
import type { Reset } from "../../sim/netlist/netlist.ts";
import { bitString, planes, Reference } from "./evaluate.ts";

/** One register of four bits, with its next value, enable and reset at inputs. */
function oneRegister(kind?: Reset["kind"], init?: bigint) {
  const b = new NetlistBuilder("top");
  const [clock, reset, enable, next] = [
    b.node("clock", 1, 1, [], undefined),
    b.node("input", 1, 1, [], undefined),
    b.node("input", 1, 1, [], undefined),
    b.node("input", 4, 1, [], undefined),
  ];
  const domain = b.domain({
    name: "main",
    clock,
    edge: "rise",
    reset: kind && { node: reset, kind, active: 1 },
    family: 0,
    place: 0,
  });
  const q = b.node("register", 4, 1, [], undefined);
  b.register({ node: q, domain, next, enable, init, synchroniser: false, place: 0 });
  const reference = new Reference(b.finish());
  const step = (inputs: { reset?: string; enable?: string; next?: string }): string => {
    reference.setBits(reset, inputs.reset ?? "0");
    reference.setBits(enable, inputs.enable ?? "1");
    reference.setBits(next, inputs.next ?? "0000");
    reference.settle();
    reference.edge([domain]);
    return reference.getBits(q);
  };
  return { reference, q, reset, domain, step };
}

/** A memory of 3 words of 4 bits with one masked write port and one read port. */
function oneMemory(collision: "old" | "new" | "x") {
  const b = new NetlistBuilder("top");
  const clock = b.node("clock", 1, 1, [], undefined);
  const domain = b.domain({ name: "main", clock, edge: "rise", reset: undefined, family: 0, place: 0 });
  const input = (width: number): number => b.node("input", width, 1, [], undefined);
  const ports = { wa: input(2), wd: input(4), we: input(1), wm: input(2), ra: input(2), re: input(1) };
  const init = [0b0001n, 0b0010n];
  const id = b.memory({ name: "m", width: 4, depth: 3, init, scope: 0, secret: false, place: 0 });
  const q = b.node("readport", 4, 1, [], undefined);
  const now = b.node("read", 4, 1, [ports.ra], { memory: id });
  b.memories[id].writes.push({
    domain,
    address: ports.wa,
    data: ports.wd,
    enable: ports.we,
    mask: ports.wm,
    place: 0,
  });
  b.memories[id].reads.push({ node: q, domain, address: ports.ra, enable: ports.re, collision, place: 0 });
  const reference = new Reference(b.finish());
  const idle = { wa: "00", wd: "0000", we: "0", wm: "11", ra: "00", re: "1" };
  const step = (inputs: Partial<typeof idle>): { q: string; now: string; words: string } => {
    for (const [name, bits] of Object.entries({ ...idle, ...inputs })) {
      reference.setBits(ports[name as keyof typeof ports], bits);
    }
    reference.settle();
    reference.edge([domain]);
    const words = [0, 1, 2].map((i) => reference.getWord(id, i)).join(" ");
    return { q: reference.getBits(q), now: reference.getBits(now), words };
  };
  return { step };
}

describe("reference evaluator", () => {
  it("holds 0 1 x z in two planes as 0/0 1/0 0/1 1/1", () => {
    expect(planes("01xz")).to.deep.equal({ value: 0b0101n, unknown: 0b0011n });
    expect(bitString({ value: 0b0101n, unknown: 0b0011n }, 4)).to.equal("01xz");
  });

  it("starts undriven inputs at z and operators on them at x", () => {
    const b = new NetlistBuilder("top");
    const a = b.node("input", 2, 1, [], undefined);
    const inverted = b.node("not", 2, 1, [a], undefined);
    const reference = new Reference(b.finish());
    expect(reference.getBits(a)).to.equal("zz");
    expect(reference.getBits(inverted)).to.equal("xx");
  });

  it("settles words that lead back to themselves when no bit does", () => {
    const b = new NetlistBuilder("top");
    const a = b.node("input", 1, 1, [], undefined);
    const word = b.node("wire", 3, 1, [], undefined);
    const low = b.node("slice", 2, 1, [word], { low: 0 });
    const inverted = b.node("not", 2, 1, [low], undefined);
    b.drive(word, b.node("cat", 3, 1, [inverted, a], undefined));
    const reference = new Reference(b.finish());
    reference.set(a, 1n);
    reference.settle();
    expect(reference.getBits(word)).to.equal("101");
  });

  describe("registers", () => {
    it("begin at init in a domain without reset, at x in one with", () => {
      expect(oneRegister(undefined, 5n).reference.getBits(4)).to.equal("0101");
      expect(oneRegister("sync", 5n).reference.getBits(4)).to.equal("xxxx");
      expect(oneRegister(undefined, undefined).reference.getBits(4)).to.equal("xxxx");
    });

    it("take next when enabled, hold when not", () => {
      const { step } = oneRegister();
      expect(step({ next: "01xz" })).to.equal("01xz");
      expect(step({ enable: "0", next: "1111" })).to.equal("01xz");
    });

    it("merge old and next under an unknown enable", () => {
      const { step } = oneRegister();
      step({ next: "0011" });
      expect(step({ enable: "x", next: "0101" })).to.equal("0xx1");
      step({ next: "xz01" });
      expect(step({ enable: "z", next: "xz01" })).to.equal("xx01");
    });

    it("reset before enable, at the edge, by a synchronous reset", () => {
      const { reference, reset, q, step } = oneRegister("sync", 5n);
      step({ next: "1111" });
      reference.set(reset, 1n);
      reference.settle();
      expect(reference.getBits(q)).to.equal("1111");
      expect(step({ reset: "1", enable: "0" })).to.equal("0101");
    });

    it("merge init and what they would take under an unknown synchronous reset", () => {
      const { step } = oneRegister("sync", 5n);
      expect(step({ reset: "x", next: "0011" })).to.equal("0xx1");
    });

    it("reset at once by an asynchronous reset, and stay reset over an edge", () => {
      const { reference, reset, q, step } = oneRegister("async", 5n);
      expect(step({ next: "1111" })).to.equal("1111");
      reference.set(reset, 1n);
      reference.settle();
      expect(reference.getBits(q)).to.equal("0101");
      expect(step({ reset: "1", next: "1111" })).to.equal("0101");
    });

    it("merge init and the present value under an unknown asynchronous reset", () => {
      const { reference, reset, q, step } = oneRegister("async", 5n);
      step({ next: "0011" });
      reference.set(reset, 0n, 1n);
      reference.settle();
      expect(reference.getBits(q)).to.equal("0xx1");
    });

    it("exchange their values at one edge", () => {
      const b = new NetlistBuilder("top");
      const clock = b.node("clock", 1, 1, [], undefined);
      const domain = b.domain({ name: "main", clock, edge: "rise", reset: undefined, family: 0, place: 0 });
      const [p, q] = [b.node("register", 1, 1, [], undefined), b.node("register", 1, 1, [], undefined)];
      const rest = { domain, enable: undefined, synchroniser: false, place: 0 };
      b.register({ node: p, next: q, init: 1n, ...rest });
      b.register({ node: q, next: p, init: 0n, ...rest });
      const reference = new Reference(b.finish());
      reference.edge([domain]);
      expect(reference.getBits(p) + reference.getBits(q)).to.equal("01");
    });
  });

  describe("memories", () => {
    it("begin with init, then x; a read beyond the depth is x", () => {
      const { step } = oneMemory("old");
      expect(step({ ra: "01" })).to.deep.equal({ q: "0010", now: "0010", words: "0001 0010 xxxx" });
      expect(step({ ra: "11" }).q).to.equal("xxxx");
    });

    it("show a colliding read the old word, the new word or x", () => {
      const write = { wa: "01", wd: "1100", we: "1", ra: "01" };
      expect(oneMemory("old").step(write)).to.include({ q: "0010", now: "1100" });
      expect(oneMemory("new").step(write).q).to.equal("1100");
      expect(oneMemory("x").step(write).q).to.equal("xxxx");
      expect(oneMemory("x").step({ ...write, ra: "00" }).q).to.equal("0001");
    });

    it("write the masked parts only, bit 0 of the mask for the least significant", () => {
      const write = { wa: "01", wd: "1111", we: "1" };
      expect(oneMemory("old").step({ ...write, wm: "01" }).words).to.equal("0001 0011 xxxx");
      expect(oneMemory("old").step({ ...write, wm: "x0" }).words).to.equal("0001 xx10 xxxx");
    });

    it("merge under an unknown enable, lose every word under an unknown address", () => {
      const write = { wa: "01", wd: "1111" };
      expect(oneMemory("old").step({ ...write, we: "x" }).words).to.equal("0001 xx1x xxxx");
      expect(oneMemory("old").step({ ...write, we: "1", wa: "0x" }).words).to.equal("xxxx xxxx xxxx");
      expect(oneMemory("old").step({ ...write, we: "0", wa: "0x" }).words).to.equal("0001 0010 xxxx");
      expect(oneMemory("old").step({ ...write, we: "1", wa: "11" }).words).to.equal("0001 0010 xxxx");
    });

    it("hold a read port that is not enabled, merge one whose enable is unknown", () => {
      const { step } = oneMemory("old");
      expect(step({ ra: "00" }).q).to.equal("0001");
      expect(step({ ra: "01", re: "0" }).q).to.equal("0001");
      expect(step({ ra: "01", re: "x" }).q).to.equal("00xx");
    });
  });
});
