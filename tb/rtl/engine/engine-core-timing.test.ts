import { expect } from "chai";
import { Random, random, type StreamEnd } from "../../../sim/bench/index.ts";
import { influences } from "../cone.ts";
import { type CoreDesign, CoreRig, coreDesign, type RigOptions } from "./core-rig.ts";
import { at, keysOf, programmed } from "./programmed.ts";
import { randomStrobe, randomUpdate } from "./traffic.ts";

// Points of the test plan: throughput and latency, constant latency.

const LINE = new Random(80).bytes(64);

/** As many lines on their way as the engine can hold. */
const WIDE = { reads: 64, writes: 64 };
const DESIGNS = { 128: coreDesign(WIDE), 256: coreDesign({ ...WIDE, keyBits: 256 }) };
const ON_THE_FLY = {
  128: coreDesign({ ...WIDE, roundKeys: "on-the-fly" }),
  256: coreDesign({ ...WIDE, keyBits: 256, roundKeys: "on-the-fly" }),
};

/** The cycles in which 200 requests of one kind, all to different lines, were answered. */
function answered(design: CoreDesign, kind: "read" | "write", options: RigOptions = {}): number[] {
  const { answers } = programmed(design, { ...options, keyIds: [1] }, (rig) => {
    for (let i = 0; i < 200; i++) {
      if (kind === "read") rig.read(at(1, 64 * i));
      else rig.write(at(1, 64 * i), LINE);
    }
  });
  return answers.map(({ answered }) => answered);
}

const steps = (cycles: readonly number[]): number[] => cycles.slice(1).map((cycle, i) => cycle - cycles[i]);

describe("the throughput of the engine", () => {
  for (const keyBits of [128, 256] as const) {
    for (const kind of ["read", "write"] as const) {
      it(`is a ${kind} each cycle with four lanes, without a bubble (AES-${keyBits})`, () => {
        expect(new Set(steps(answered(DESIGNS[keyBits], kind)))).to.deep.equal(new Set([1]));
      });
    }
  }

  it("is a read and a write each cycle at the same time", () => {
    const { answers } = programmed(DESIGNS[128], { keyIds: [1] }, (rig) => {
      for (let i = 0; i < 200; i++) {
        rig.read(at(1, 64 * i));
        rig.write(at(1, 0x10_0000 + 64 * i), LINE);
      }
    });
    for (const kind of ["read", "write"]) {
      const cycles = answers.filter((answer) => answer.kind === kind).map(({ answered }) => answered);
      expect(new Set(steps(cycles)), kind).to.deep.equal(new Set([1]));
    }
  });

  for (const lanes of [1, 2] as const) {
    it(`is a line each ${4 / lanes} cycles with lanes = ${lanes}`, () => {
      const design = coreDesign({ ...WIDE, lanes });
      for (const kind of ["read", "write"] as const) {
        const cycles = steps(answered(design, kind));
        expect(new Set(cycles.slice(20)), kind).to.deep.equal(new Set([4 / lanes]));
      }
    });
  }
});

/** Cycles from a read's request to its answer, alone in the engine. */
function readLatency(keyBits: 128 | 256, keyId: number, latency: number): number {
  const memory = { latency: () => latency };
  const rig = programmed(DESIGNS[keyBits], { memory, keyIds: [1] }, function* (rig, b) {
    rig.update({ ...keysOf(2, keyBits), mode: "none" });
    yield* rig.settled(b);
    rig.read(at(keyId, 0x40));
  });
  const [{ asked, answered }] = rig.answers;
  return answered - asked;
}

describe("the latency of a read", () => {
  const [ENCRYPTED, PLAIN] = [1, 2];

  for (const [keyBits, exposed] of [
    [128, 12],
    [256, 16],
  ] as const) {
    it(`is ${exposed} cycles more for an encrypted line than for a plain one, whatever the memory's (AES-${keyBits})`, () => {
      for (const latency of [exposed, exposed + 1, 60]) {
        expect(readLatency(keyBits, PLAIN, latency), `memory latency ${latency}`).to.equal(latency + 3);
        expect(readLatency(keyBits, ENCRYPTED, latency)).to.equal(latency + 3 + exposed);
      }
    });

    it(`holds a wait for the tweak only where the memory answers in less than ${exposed} cycles (AES-${keyBits})`, () => {
      for (const latency of [1, 5, exposed - 1]) {
        const wait = exposed - latency;
        expect(readLatency(keyBits, ENCRYPTED, latency)).to.equal(latency + 3 + exposed + wait);
      }
    });
  }
});

/** Valid and ready of all streams, a row a cycle, under traffic whose keys and data come from a seed. */
function handshakes(design: CoreDesign, dataSeed: number): string[] {
  const { keyBits } = design.build;
  const pattern = random(0.7);
  const latency = (source: Random) => source.between(5, 50);
  const memory = { latency, accept: pattern, send: pattern };
  const rig = new CoreRig(design, { seed: 5, send: pattern, accept: pattern, memory });
  const rows: string[] = [];
  rig.sim.background(function* watch(b) {
    const { read, write, memory, keys, draining } = b.dut;
    const streams: Record<string, StreamEnd> = {
      readRequest: read.request,
      readResponse: read.response,
      writeRequest: write.request,
      writeResponse: write.response,
      memoryReadRequest: memory.read.request,
      memoryReadResponse: memory.read.response,
      memoryWriteRequest: memory.write.request,
      memoryWriteResponse: memory.write.response,
      update: keys.update,
      done: keys.done,
    };
    for (;;) {
      yield* b.tick();
      const row = Object.values(streams).map(
        ({ valid, ready }) => `${b.peekLogic(valid)}${b.peekLogic(ready)}`,
      );
      rows.push(`${row.join(" ")} ${b.peekLogic(draining)}`);
    }
  });
  rig.sim.bench(function* bus(b) {
    const data = new Random(dataSeed);
    for (const keyId of [0, 1, 2]) rig.update(randomUpdate(data, keyBits, keyId));
    yield* rig.settled(b);
    for (let i = 0; i < 300; i++) {
      const address = at(b.random.below(4), 64 * b.random.below(8));
      if (b.random.chance(0.5)) rig.read(address);
      else rig.write(address, data.bytes(64), randomStrobe(b.random));
      if (i === 150) rig.update(randomUpdate(data, keyBits, 1));
    }
    yield* rig.settled(b, 20_000);
  });
  rig.sim.run();
  return rows;
}

describe("the timing of the engine", () => {
  const OUTPUTS = [
    "read.response",
    "write.response",
    "memory.read.request",
    "memory.write.request",
    "keys.done",
  ].map((stream) => `${stream}.valid`);
  const READIES = [
    "read.request",
    "write.request",
    "memory.read.response",
    "memory.write.response",
    "keys.update",
  ].map((stream) => `${stream}.ready`);

  for (const keyBits of [128, 256] as const) {
    it(`is the same, cycle by cycle on all ports, for other keys and other data (AES-${keyBits})`, () => {
      const trace = handshakes(DESIGNS[keyBits], 1);
      expect(new Set(trace).size).to.be.above(100);
      expect(handshakes(DESIGNS[keyBits], 2)).to.deep.equal(trace);
    });

    it(`is the same with round keys made on the fly as with stored ones, key changes included (AES-${keyBits})`, () => {
      const trace = handshakes(DESIGNS[keyBits], 1);
      expect(handshakes(ON_THE_FLY[keyBits], 1)).to.deep.equal(trace);
      expect(handshakes(ON_THE_FLY[keyBits], 2)).to.deep.equal(trace);
    });

    for (const { build, netlist } of [DESIGNS[keyBits], ON_THE_FLY[keyBits]]) {
      it(`depends on no key and on no line, as the netlist shows (AES-${keyBits}, ${build.roundKeys})`, () => {
        const inputs = influences(netlist, [...OUTPUTS, ...READIES, "draining"]);
        expect(inputs).to.include.members(["keys.update.payload.mode", "read.request.payload.address"]);
        expect(inputs.filter((name) => /key$|line$/i.test(name))).to.deep.equal([]);
        const results = influences(netlist, ["read.response.payload.line"]);
        expect(results.filter((name) => /key$|line$/i.test(name))).to.deep.equal([
          "keys.update.payload.dataKey",
          "keys.update.payload.tweakKey",
          "memory.read.response.payload.line",
        ]);
      });
    }
  }
});
