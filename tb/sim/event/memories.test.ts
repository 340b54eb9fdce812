import { expect } from "chai";
import type { ReadPort } from "../../../sim/netlist/netlist.ts";
import { Design, type Run, TEN } from "./design.ts";

const bits = ({ value, unknown }: { value: bigint; unknown: bigint }): string =>
  [3, 2, 1, 0]
    .map((i) => "01xz"[Number((((unknown >> BigInt(i)) & 1n) << 1n) | ((value >> BigInt(i)) & 1n))])
    .join("");

const words = (run: Run): string[] => [0, 1, 2].map((address) => bits(run.engine.peekMemory(0, address)));

/** Three words of four bits, 0001 0010 and x; `writes` ports w0, w1, ... and one read port. */
function memory({ writes = 1, masked = false, collision = "old" as ReadPort["collision"] } = {}): Run {
  const d = new Design();
  const domain = d.clocked("clk", d.clockNode());
  const id = d.memory({ name: "m", width: 4, depth: 3, init: [1n, 2n], scope: 0, secret: false, place: 0 });
  for (let i = 0; i < writes; i++) {
    d.memories[id].writes.push({
      domain,
      address: d.input(`w${i}_address`, 2),
      data: d.input(`w${i}_data`, 4),
      enable: d.input(`w${i}_enable`),
      mask: masked ? d.input(`w${i}_mask`, 2) : undefined,
      place: 0,
    });
  }
  const node = d.named("q", d.node("readport", 4, 1, [], undefined));
  const address = d.input("address", 2);
  d.memories[id].reads.push({ node, domain, address, enable: d.input("enable"), collision, place: 0 });
  d.named("now", d.op("read", 4, [address], { memory: id }));
  const run = d.run();
  run.engine.clock(domain, TEN);
  for (let i = 0; i < writes; i++) run.set({ [`w${i}_enable`]: "0" });
  return run.set({ enable: "1", address: "00" });
}

const write = (address: string, data: string, enable = "1", port = 0) => ({
  [`w${port}_address`]: address,
  [`w${port}_data`]: data,
  [`w${port}_enable`]: enable,
});

describe("Memories", () => {
  it("begin with the words given and x", () => {
    expect(words(memory())).to.deep.equal(["0001", "0010", "xxxx"]);
  });

  it("write at the edge, and a combinational read follows at once", () => {
    const run = memory().set({ ...write("10", "10xz"), address: "10" });
    expect(run.get("now")).to.equal("xxxx");
    run.to(10);
    expect(run.get("now")).to.equal("10xz");
    expect(words(run)).to.deep.equal(["0001", "0010", "10xz"]);
  });

  describe("a registered read", () => {
    it("takes the word at the edge and holds it while its enable is 0", () => {
      const run = memory().set({ address: "01" });
      expect(run.get("q")).to.equal("xxxx");
      expect(run.to(10).get("q")).to.equal("0010");
      expect(run.set({ enable: "0", address: "00" }).to(20).get("q")).to.equal("0010");
    });
    it("merges what it holds with the word where its enable is unknown", () => {
      const run = memory().set({ address: "01" }).to(10).set({ enable: "x", address: "00" });
      expect(run.to(20).get("q")).to.equal("00xx");
    });
    it("reads x at an unknown address and beyond the end", () => {
      expect(memory().to(10).set({ address: "0x" }).to(20).get("q")).to.equal("xxxx");
      expect(memory().to(10).set({ address: "11" }).to(20).get("q")).to.equal("xxxx");
    });
    const rows: [ReadPort["collision"], string, string][] = [
      ["old", "0010", "1100"],
      ["new", "1100", "1100"],
      ["x", "xxxx", "1100"],
    ];
    for (const [collision, first, second] of rows) {
      it(`of mode ${collision} sees ${first} at the edge of a write over 0010, and ${second} at the next`, () => {
        const run = memory({ collision }).set({ address: "01" }).to(10).set(write("01", "1100"));
        expect(run.to(20).get("q")).to.equal(first);
        expect(run.set({ w0_enable: "0" }).to(30).get("q")).to.equal(second);
      });
      it(`of mode ${collision} does not mind a write to another word`, () => {
        const run = memory({ collision }).set({ address: "01" }).to(10).set(write("00", "1100"));
        expect(run.to(20).get("q")).to.equal("0010");
      });
    }
    it("of mode x clashes with a write that changes nothing, and only while there is one", () => {
      const run = memory({ collision: "x" }).set({ address: "01" }).to(10).set(write("01", "0010"));
      expect(run.to(20).get("q")).to.equal("xxxx");
      expect(run.set({ w0_enable: "0" }).to(30).get("q")).to.equal("0010");
    });
  });

  describe("a write", () => {
    it("merges the old and the new word where its enable is unknown", () => {
      expect(
        words(
          memory()
            .set(write("01", "0011", "x"))
            .to(10),
        ),
      ).to.deep.equal(["0001", "001x", "xxxx"]);
    });
    it("to an unknown address loses every word", () => {
      expect(words(memory().set(write("x0", "0011")).to(10))).to.deep.equal(["xxxx", "xxxx", "xxxx"]);
    });
    it("to an unknown address loses words that were written since", () => {
      const run = memory().set(write("x0", "0011")).to(10).set(write("00", "0011")).to(20);
      expect(words(run)).to.deep.equal(["0011", "xxxx", "xxxx"]);
      expect(words(run.set(write("x0", "0011")).to(30))).to.deep.equal(["xxxx", "xxxx", "xxxx"]);
    });
    it("beyond the end changes nothing", () => {
      expect(words(memory().set(write("11", "1111")).to(10))).to.deep.equal(["0001", "0010", "xxxx"]);
    });
    it("with a mask changes the parts whose bit is 1, and merges those whose bit is unknown", () => {
      const run = memory({ masked: true })
        .set({ ...write("00", "1110"), w0_mask: "10" })
        .to(10);
      expect(words(run)[0]).to.equal("1101");
      expect(words(run.set({ ...write("01", "0111"), w0_mask: "x0" }).to(20))[1]).to.equal("0x10");
    });
  });

  it("let the later of two ports win at one word, and write again what another port overwrote", () => {
    const run = memory({ writes: 2 }).set({ ...write("00", "0100"), ...write("00", "1000", "1", 1) });
    expect(words(run.to(10))[0]).to.equal("1000");
    expect(words(run.set({ w1_enable: "0" }).to(20))[0]).to.equal("0100");
  });

  it("refuse to show a word beyond the end", () => {
    expect(() => memory().engine.peekMemory(0, 3)).to.throw(
      "RANGE: memory m has 3 words, and word 3 is asked for\n  fix: ask below the depth",
    );
  });
});
