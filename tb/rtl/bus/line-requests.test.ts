import { expect } from "chai";
import { type Burst, beats } from "../../../host/axi/burst.ts";
import { ByteMemory } from "../../../host/axi/byte-memory.ts";
import type { Answer, ReadRequest } from "../../../host/axi/manager.ts";
import { AXI_CHANNELS, type AxiChannel } from "../../../rtl/bus/axi.ts";
import { LINE_PORT_DEFAULTS } from "../../../rtl/bus/line-port.ts";
import { LineRequests } from "../../../rtl/bus/line-requests.ts";
import { every, type Pattern, random, type StreamEnd, StreamMonitor } from "../../../sim/bench/index.ts";
import type { Bits } from "../../../sim/hdl/index.ts";
import { KINDS, traffic } from "../../host/axi/traffic.ts";
import { fault } from "../../sim/hdl/model.ts";
import { dependsOn } from "./paths.ts";
import { PORTS, portOf, rig, WIDTHS, type Width } from "./rig.ts";

const LINE = 64;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
/** Memory whose bytes tell their addresses. */
const pattern = (at: number): number => (at ^ (at >> 8) ^ 0x5a) & 0xff;
const bytesOf = (burst: Burst): number[] =>
  beats(burst).flatMap(({ first, end }) => numbers(end - first).map((i) => first + i));

/** Reads each burst and gives its answer; lines are as `pattern`. */
function readAll(width: Width, requests: readonly ReadRequest[]): { answers: Answer[]; lines: number[] } {
  const { sim, manager, lines } = rig(PORTS[width], { latency: 8 });
  for (let at = 0; at < 8192; at++) lines.memory.setByte(at, pattern(at));
  const answers: Answer[] = [];
  sim.bench(function* () {
    for (const [index, request] of requests.entries()) {
      manager.read(request, (answer) => {
        answers[index] = answer;
      });
    }
    yield* manager.drained(20_000);
  });
  sim.run();
  return { answers, lines: lines.reads.map(({ address }) => address) };
}

/** Writes each burst after the other over `pattern`, and gives what differs from a model at the end. */
function writeAll(width: Width, bursts: readonly Burst[]): { strange: number[]; requests: number } {
  const { sim, manager, lines } = rig(PORTS[width], { latency: 8 });
  const model = new ByteMemory();
  for (let at = 0; at < 8192; at++) {
    lines.memory.setByte(at, pattern(at));
    model.setByte(at, pattern(at));
  }
  sim.bench(function* (b) {
    for (const burst of bursts) {
      const all = bytesOf(burst);
      const data = b.random.bytes(all.length);
      for (const [i, at] of all.entries()) model.setByte(at, data[i]);
      manager.write({ ...burst, id: b.random.below(16), data });
      yield* manager.drained(5000);
    }
  });
  sim.run();
  const strange = numbers(8192).filter((at) => lines.memory.byte(at) !== model.byte(at));
  return { strange, requests: lines.writes.length };
}

/** Lengths, sizes and offsets around the edges of a line and of a page, all lawful INCR bursts. */
function sweep(width: Width): Burst[] {
  const full = Math.log2(width / 8);
  const offsets = [0, 1, 15, 31, 47, 60, 63, 4096 - 65, 4096 - 64, 4096 - 17, 4096 - 1];
  return [0, 2, full].flatMap((size) =>
    offsets.flatMap((addr) =>
      [0, 1, 2, 3, 4, 7, 16, 255]
        .map((len) => ({ addr, len, size }))
        .filter((burst) => addr - (addr % 2 ** size) + (burst.len + 1) * 2 ** size <= 4096),
    ),
  );
}

describe("AXI4 to lines", () => {
  for (const width of WIDTHS) {
    describe(`on a bus of ${width} bits`, () => {
      const size = Math.log2(width / 8);
      const line = { len: 512 / width - 1, size };

      for (const seed of [1, 2]) {
        it(`agrees with a model of bytes over random bursts, seed ${seed}`, () => {
          const { sim, manager, lines, seen } = rig(PORTS[width], {
            seed,
            latency: 60,
            takes: 0.8,
            patterns: { aw: random(0.5), w: random(0.8), b: every(2), ar: random(0.7), r: random(0.8) },
          });
          const model = new ByteMemory();
          const options = {
            bursts: 250,
            busBytes: width / 8,
            ids: 16,
            kinds: KINDS,
            refused: ["fixed"],
          } as const;
          sim.bench((b) => traffic(b, manager, model, options));
          sim.run({ cycles: 50_000 });
          expect(seen.length).to.equal(250);
          expect([...lines.memory.read(0, 8192)]).to.deep.equal([...model.read(0, 8192)]);
        });
      }

      it("reads INCR bursts of all lengths, sizes and offsets around lines and pages", () => {
        const bursts = sweep(width);
        const { answers } = readAll(
          width,
          bursts.map((burst, i) => ({ ...burst, id: i % 16 })),
        );
        expect(answers.map(({ data }) => [...data])).to.deep.equal(
          bursts.map((burst) => bytesOf(burst).map(pattern)),
        );
      });

      it("writes INCR bursts of all lengths, sizes and offsets around lines and pages", () => {
        expect(writeAll(width, sweep(width)).strange).to.deep.equal([]);
      });

      it("makes one request of a whole line, and of a burst one for each of its lines", () => {
        expect(readAll(width, [{ id: 0, addr: 128, ...line }]).lines).to.deep.equal([128]);
        const three = { len: (3 * 512) / width - 1, size };
        expect(readAll(width, [{ id: 0, addr: 128, ...three }]).lines).to.deep.equal([128, 192, 256]);
        expect(writeAll(width, [{ addr: 128, ...three }]).requests).to.equal(3);
        expect(readAll(width, [{ id: 0, addr: 190, len: 3, size: 0 }]).lines).to.deep.equal([128, 192]);
      });

      it("begins a WRAP burst at the critical word", () => {
        const [first, second] = [
          { addr: 0x130, len: 3, size: 4 },
          { addr: 0x13c, len: 15, size: 2 },
        ] as const;
        const { answers, lines } = readAll(width, [
          { id: 0, burst: "WRAP", ...first },
          { id: 0, burst: "WRAP", ...second },
        ]);
        const at = (answer: Answer, bytes: number) =>
          numbers(answer.data.length / bytes).map((i) => answer.data[i * bytes]);
        expect(at(answers[0], 16)).to.deep.equal([0x130, 0x100, 0x110, 0x120].map(pattern));
        expect(at(answers[1], 4)).to.deep.equal(
          numbers(16).map((i) => pattern(0x100 + ((0x3c + 4 * i) % 64))),
        );
        expect(lines).to.deep.equal([0x100, 0x100]);
      });

      it("answers FIXED by SLVERR and zeros after all its beats, and asks for no line", () => {
        const { sim, manager, lines } = rig(PORTS[width]);
        const fixed = { addr: 0x44, len: 5, size: 2, burst: "FIXED" } as const;
        const answers: Answer[] = [];
        sim.bench(function* () {
          manager.write({ ...fixed, id: 1, data: new Uint8Array(24).fill(7) }, (answer) =>
            answers.push(answer),
          );
          manager.read({ ...fixed, id: 2 }, (answer) => answers.push(answer));
          yield* manager.drained(200);
        });
        sim.run();
        expect(answers.map(({ response }) => response)).to.deep.equal(["SLVERR", "SLVERR"]);
        expect(answers.flatMap(({ data }) => [...data])).to.deep.equal(new Array(24).fill(0));
        expect([lines.reads, lines.writes]).to.deep.equal([[], []]);
      });

      it("passes a line in as many cycles as it has beats", () => {
        const { sim, manager, seen } = rig(PORTS[width]);
        sim.bench(function* () {
          for (let i = 0; i < 20; i++) {
            manager.read({ id: i % 16, addr: LINE * i, ...line });
            manager.write({ id: i % 16, addr: 4096 + LINE * i, ...line, data: new Uint8Array(LINE) });
          }
          yield* manager.drained(500);
        });
        sim.run();
        const span = (kind: string) => {
          const ends = seen.filter((one) => one.kind === kind).map(({ ended }) => ended);
          return Math.max(...ends) - Math.min(...ends);
        };
        expect([span("read"), span("write")]).to.deep.equal([19 * (512 / width), 19 * (512 / width)]);
      });
    });
  }
});

describe("AXI4 to lines, transactions", () => {
  const line = { len: 0, size: 6 } as const;
  const whole = { ...line, data: new Uint8Array(LINE).fill(1) };

  it("answers an exclusive access as any other: OKAY, never EXOKAY", () => {
    const { sim, manager, seen } = rig(PORTS[512]);
    sim.bench(function* () {
      manager.read({ id: 1, addr: 64, ...line, lock: 1 });
      yield* manager.drained(100);
      manager.write({ id: 1, addr: 64, ...whole, lock: 1 });
      yield* manager.drained(100);
    });
    sim.run();
    expect(seen.map(({ kind, response }) => [kind, response])).to.deep.equal([
      ["read", "OKAY"],
      ["write", "OKAY"],
    ]);
  });

  it("does the same, cycle by cycle, whatever CACHE, PROT and QOS say", () => {
    const run = (attributes: { readonly cache: number; readonly prot: number; readonly qos: number }) => {
      const { sim, manager, lines, seen } = rig(PORTS[128], { latency: 20 });
      sim.bench(function* () {
        for (let i = 0; i < 20; i++) {
          const addr = 4096 * (i % 2) + 52 * i;
          manager.write({
            id: i % 3,
            addr,
            len: 2,
            size: 2,
            data: new Uint8Array(12).fill(i),
            ...attributes,
          });
          manager.read({ id: i % 3, addr: 8192 + addr, len: 5, size: 4, ...attributes });
        }
        yield* manager.drained(2000);
      });
      sim.run();
      const answers = seen.map(({ kind, id, begun, ended, response }) => [kind, id, begun, ended, response]);
      return { answers, reads: lines.reads, writes: lines.writes };
    };
    // Device Non-bufferable, unprivileged and secure; against Write-back, privileged, non-secure, most urgent.
    const strictest = run({ cache: 0, prot: 0, qos: 0 });
    expect(strictest.answers.length).to.equal(40);
    expect(run({ cache: 0b1111, prot: 0b111, qos: 15 })).to.deep.equal(strictest);
  });

  it("answers a write without strobes by OKAY, and writes nothing", () => {
    const { sim, manager, lines, seen } = rig(PORTS[512]);
    sim.bench(function* () {
      manager.write({ id: 1, addr: 64, ...whole, isWritten: new Uint8Array(LINE) });
      yield* manager.drained(100);
    });
    sim.run();
    expect([seen[0].response, lines.writes]).to.deep.equal(["OKAY", []]);
  });

  it("hands on the strobe of a part of a line", () => {
    const { sim, manager, lines } = rig(PORTS[128]);
    sim.bench(function* () {
      manager.write({ id: 1, addr: 0x4e, len: 1, size: 4, data: new Uint8Array(18).fill(9) });
      yield* manager.drained(100);
    });
    sim.run();
    expect(lines.writes.map(({ address, strobe }) => [address, strobe])).to.deep.equal([[0x40, 0xffffc000n]]);
  });

  it("answers by SLVERR and zeros what the memory fails to read, and the rest as it is", () => {
    const { sim, manager } = rig(PORTS[512], { fails: (address) => address === 64 });
    const answers: Answer[] = [];
    sim.bench(function* () {
      manager.write({ id: 0, addr: 0, len: 2, size: 6, data: new Uint8Array(192).fill(3) }, (answer) =>
        answers.push(answer),
      );
      yield* manager.drained(100);
      manager.read({ id: 0, addr: 0, len: 2, size: 6 }, (answer) => answers.push(answer));
      manager.read({ id: 0, addr: 128, ...line }, (answer) => answers.push(answer));
      manager.write({ id: 0, addr: 192, ...whole }, (answer) => answers.push(answer));
      yield* manager.drained(100);
    });
    sim.run();
    expect(answers.map(({ response }) => response).sort()).to.deep.equal([
      "OKAY",
      "OKAY",
      "SLVERR",
      "SLVERR",
    ]);
    const read = answers.find(({ data }) => data.length === 192)!;
    expect([read.data[0], read.data[64], read.data[128]]).to.deep.equal([3, 0, 3]);
  });

  for (const [name, aw, w] of [
    ["data before their address", late(12), undefined],
    ["an address before its data", undefined, late(12)],
    ["both in one cycle", late(12), late(12)],
  ] as const) {
    it(`takes ${name}`, () => {
      const { sim, manager, lines, seen } = rig(PORTS[512], {
        patterns: { ...(aw && { aw }), ...(w && { w }) },
      });
      sim.bench(function* () {
        manager.write({ id: 1, addr: 64, ...whole });
        yield* manager.drained(100);
      });
      sim.run();
      expect([seen[0].response, lines.memory.byte(64)]).to.deep.equal(["OKAY", 1]);
    });
  }

  it("takes as many reads and writes as it has places, and one more when one is answered", () => {
    for (const limits of [LINE_PORT_DEFAULTS, { reads: 4, writes: 2 }, { reads: 5, writes: 3 }]) {
      let isHeld = true;
      const design = limits === LINE_PORT_DEFAULTS ? PORTS[512] : portOf(limits);
      const { sim, manager, seen } = rig(design, { holds: () => isHeld, limits });
      const counts: number[] = [];
      const taken = { ar: 0, aw: 0 };
      for (const channel of ["ar", "aw"] as const) {
        sim.background(function* (b) {
          for (;;) {
            const { valid, ready } = yield* b.sample({
              valid: b.dut.bus[channel].valid,
              ready: b.dut.bus[channel].ready,
            });
            if (valid === 1n && ready === 1n) taken[channel]++;
          }
        });
      }
      sim.bench(function* (b) {
        for (let i = 0; i < limits.reads + 1; i++) manager.read({ id: i % 16, addr: LINE * i, ...line });
        for (let i = 0; i < limits.writes + 1; i++)
          manager.write({ id: i % 16, addr: 4096 + LINE * i, ...whole });
        yield* b.tick(200);
        counts.push(taken.ar, taken.aw);
        isHeld = false;
        yield* manager.drained(500);
      });
      sim.run();
      expect(counts).to.deep.equal([limits.reads, limits.writes]);
      expect(seen.length).to.equal(limits.reads + limits.writes + 2);
    }
  });

  it("keeps the order of each ID, and lets the answers of others pass", () => {
    const { sim, manager, seen } = rig(PORTS[512], { latency: 60, seed: 4 });
    sim.bench(function* (b) {
      for (let i = 0; i < 200; i++) {
        const at = { id: b.random.below(4), addr: LINE * i, ...line };
        if (b.random.chance(0.5)) manager.read(at);
        else manager.write({ ...at, data: new Uint8Array(LINE) });
      }
      yield* manager.drained(5000);
    });
    sim.run();
    const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
    for (const kind of ["read", "write"]) {
      const all = seen.filter((one) => one.kind === kind);
      expect(all.map(({ addr }) => addr)).to.not.deep.equal(ascending(all.map(({ addr }) => addr)));
      for (const id of numbers(4)) {
        const own = all.filter((one) => one.id === id).map(({ addr }) => addr);
        expect(own).to.deep.equal(ascending(own));
      }
    }
  });

  it("adds one cycle before a read's request and two behind its answer, to a write two and two", () => {
    const { sim, manager } = rig(PORTS[512]);
    const { bus, read, write } = sim.dut;
    const cycleOf = (stream: StreamEnd): number[] => {
      const cycles: number[] = [];
      new StreamMonitor(sim, stream, { each: ({ cycle }) => cycles.push(cycle) });
      return cycles;
    };
    const reading = [bus.ar, read.request, read.response, bus.r].map(cycleOf);
    const writing = [bus.aw, bus.w, write.request, write.response, bus.b].map(cycleOf);
    sim.bench(function* () {
      manager.read({ id: 0, addr: 0, ...line });
      manager.write({ id: 0, addr: 64, ...whole });
      yield* manager.drained(100);
    });
    sim.run();
    const [ar, asked, answered, r] = reading.map(([cycle]) => cycle);
    expect([asked - ar, r - answered]).to.deep.equal([1, 2]);
    const [aw, w, issued, written, b] = writing.map(([cycle]) => cycle);
    expect([aw, issued - w, b - written]).to.deep.equal([w, 2, 2]);
  });

  it("has no combinational path from any signal of the bus to another", () => {
    for (const { netlist, io } of Object.values(PORTS)) {
      const inputs: Bits[] = [];
      const outputs: Bits[] = [];
      for (const [name, { source }] of Object.entries(AXI_CHANNELS)) {
        const { valid, ready, payload } = io.bus[name as AxiChannel];
        const forward = [valid, ...Object.values<Bits>(payload)];
        (source === "manager" ? inputs : outputs).push(...forward);
        (source === "manager" ? outputs : inputs).push(ready);
      }
      expect(outputs.filter((output) => dependsOn({ netlist }, output, inputs))).to.deep.equal([]);
    }
  });

  it("refuses what it cannot be", () => {
    const refused = (options: object) =>
      fault(() => LineRequests({ ...LINE_PORT_DEFAULTS, ...options })).split("\n");
    expect([refused({ idBits: 9 })[0], refused({ idBits: 9 })[2]]).to.deep.equal([
      'OPTION: idBits is "9"',
      "  fix: give 1 to 8",
    ]);
    expect(refused({ dataBits: 64 })[2]).to.equal("  fix: give 128, 256 or 512");
    expect(refused({ addressBits: 12 })[2]).to.equal("  fix: give 13 to 52");
    expect(refused({ reads: 1 })[2]).to.equal("  fix: give 2 to 64");
    expect(refused({ writes: 65 })[2]).to.equal("  fix: give 2 to 64");
  });
});

/** Nothing in the first cycles. */
function late(cycles: number): Pattern {
  return () => {
    let left = cycles;
    return () => left-- <= 0;
  };
}
