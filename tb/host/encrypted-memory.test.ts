import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { EncryptedMemory } from "../../host/encrypted-memory.ts";
import type { LineMemoryOptions, LineRequest, LineResult } from "../../host/line-memory.ts";
import { lineData } from "../../host/workload/data.ts";
import { decryptLine, encryptLine } from "../reference/xts.ts";
import { readVcdText } from "./vcd-text.ts";

const KEYS = { key1: new Uint8Array(16).fill(0x27), key2: new Uint8Array(16).fill(0x31) };

const read = (address: number): LineRequest => ({ op: "read", address });
const write = (address: number, version = 1): LineRequest => ({
  op: "write",
  address,
  data: lineData(1, address, version),
});
const memory = (options: Partial<LineMemoryOptions> = {}) =>
  new EncryptedMemory({ engine: "event", seed: 1, ...KEYS, ...options });

/** Results, and cycles from the edge after which the idle ports found the first of these requests. */
function play(ram: EncryptedMemory, requests: readonly LineRequest[]) {
  const found = ram.cycles + 1;
  for (const request of requests) ram.submit(request);
  const results = ram.drain();
  return { results, cycles: ram.cycles - found };
}
const labels = (results: readonly LineResult[]) =>
  results.map(({ request: { op, address } }) => `${op} ${address}`);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("EncryptedMemory", () => {
  let ram: EncryptedMemory;
  before(() => {
    ram = memory();
  });
  after(() => ram[Symbol.dispose]());

  it("stores the ciphertext of the reference model and reads the plaintext back", () => {
    const { results } = play(ram, [write(0), write(0xf_ffff_ffff_ffc0), read(0), read(0xf_ffff_ffff_ffc0)]);
    expect(results.map(({ data }) => hex(data))).to.deep.equal([
      hex(encryptLine(KEYS, 0, lineData(1, 0, 1))),
      hex(encryptLine(KEYS, 0xf_ffff_ffff_ffc0, lineData(1, 0xf_ffff_ffff_ffc0, 1))),
      hex(lineData(1, 0, 1)),
      hex(lineData(1, 0xf_ffff_ffff_ffc0, 1)),
    ]);
  });

  it("decrypts whatever lies in its cells: what was loaded, or zeros", () => {
    const cells = new Uint8Array(64).fill(0xa5);
    ram.load(0x1000, cells);
    const [loaded, empty] = play(ram, [read(0x1000), read(0x2000)]).results;
    expect(hex(loaded.data)).to.equal(hex(decryptLine(KEYS, 0x1000, cells)));
    expect(hex(empty.data)).to.equal(hex(decryptLine(KEYS, 0x2000, new Uint8Array(64))));
  });

  it("gives each request back, itself, with its latency of 23 cycles", () => {
    const requests = [write(0x40), read(0x80), write(0xc0), read(0x100)];
    const { results } = play(ram, requests);
    for (const { request, latencyCycles } of results) {
      expect(requests).to.include(request);
      expect(latencyCycles).to.equal(23);
    }
  });

  it("takes a line a cycle in one direction: n lines in n + 23 cycles", () => {
    const addresses = Array.from({ length: 100 }, (_, k) => 64 * k);
    const reads = play(
      ram,
      addresses.map((address) => read(address)),
    );
    const writes = play(
      ram,
      addresses.map((address) => write(address)),
    );
    expect(reads.cycles).to.equal(123);
    expect(writes.cycles).to.equal(123);
    expect(labels(reads.results)).to.deep.equal(addresses.map((address) => `read ${address}`));
    expect(labels(writes.results)).to.deep.equal(addresses.map((address) => `write ${address}`));
  });

  it("takes a line a cycle in each direction at once", () => {
    const requests = Array.from({ length: 100 }, (_, k) => [write(0x10000 + 64 * k), read(64 * k)]).flat();
    expect(play(ram, requests).cycles).to.equal(123);
  });

  describe("requests to one line", () => {
    it("read what was written last, after waiting until it is in the cells", () => {
      const { results, cycles } = play(ram, [write(0x4000, 1), write(0x4000, 2), read(0x4000)]);
      expect(labels(results)).to.deep.equal(["write 16384", "write 16384", "read 16384"]);
      expect(hex(results[2].data)).to.equal(hex(lineData(1, 0x4000, 2)));
      expect(cycles).to.equal(2 + 23 + 24); // two writes, then the read
    });

    it("leave the last of two writes in the cells", () => {
      const { results } = play(ram, [write(0x4000, 3), write(0x4000, 4)]);
      expect(hex(results[1].data)).to.equal(hex(encryptLine(KEYS, 0x4000, lineData(1, 0x4000, 4))));
      expect(hex(play(ram, [read(0x4000)]).results[0].data)).to.equal(hex(lineData(1, 0x4000, 4)));
    });

    it("read what was there before a later write, which does not wait", () => {
      play(ram, [write(0x4000, 5)]);
      const { results, cycles } = play(ram, [read(0x4000), write(0x4000, 6)]);
      const found = results.find(({ request }) => request.op === "read");
      expect(hex(found!.data)).to.equal(hex(lineData(1, 0x4000, 5)));
      expect(cycles).to.equal(24);
    });

    it("keep a read waiting for as long as any write to the line is under way", () => {
      const other = write(0x8000);
      const { results } = play(ram, [write(0x4000, 7), other, write(0x4000, 8), read(0x4000)]);
      expect(hex(results.at(-1)!.data)).to.equal(hex(lineData(1, 0x4000, 8)));
    });

    it("keep what stands behind a waiting read in order", () => {
      const { results, cycles } = play(ram, [write(0x4000), read(0x4000), read(0x80), write(0xc0)]);
      expect(labels(results).slice(0, 2)).to.deep.equal(["write 16384", "read 16384"]);
      expect(labels(results).slice(2)).to.have.members(["read 128", "write 192"]);
      expect(cycles).to.equal(24 + 24 + 1); // the write; the read and the other write; the other read
    });
  });

  it("is a plain memory in the order of submission, whatever is asked of a few lines", () => {
    const requests = fc.array(fc.tuple(fc.constantFrom("read", "write"), fc.nat(3)), { maxLength: 60 });
    const held = new Map<number, Uint8Array>();
    let version = 100;
    for (let line = 0; line < 4; line++) play(ram, [write(64 * line, version)]);
    for (let line = 0; line < 4; line++) held.set(64 * line, lineData(1, 64 * line, version));
    fc.assert(
      fc.property(requests, (ops) => {
        const expected = new Map<LineRequest, string>();
        for (const [op, line] of ops) {
          const request = op === "read" ? read(64 * line) : write(64 * line, ++version);
          if (request.data) held.set(64 * line, request.data);
          const plaintext = held.get(64 * line)!;
          expected.set(request, hex(op === "read" ? plaintext : encryptLine(KEYS, 64 * line, plaintext)));
        }
        const { results } = play(ram, [...expected.keys()]);
        expect(new Map(results.map(({ request, data }) => [request, hex(data)]))).to.deep.equal(expected);
        expect(results).to.have.length(ops.length);
      }),
      { numRuns: 20 },
    );
  });

  it("leaves as many requests waiting as it is told", () => {
    for (let k = 0; k < 50; k++) ram.submit(read(64 * k));
    expect(ram.waiting).to.equal(50);
    expect(ram.advance(20)).to.have.length(30 - 24); // the others are in the pipeline or at its port
    expect(ram.waiting).to.equal(20);
    expect(ram.drain()).to.have.length(44);
    expect(ram.waiting).to.equal(0);
  });

  it("moves its clock only when it is asked to", () => {
    const { cycles, timePs } = ram;
    ram.submit(read(0));
    expect(ram.advance(1)).to.deep.equal([]);
    expect({ cycles: ram.cycles, timePs: ram.timePs }).to.deep.equal({ cycles, timePs });
    ram.drain();
    expect(ram.cycles - cycles).to.equal(25);
    expect(ram.timePs - timePs).to.equal(25_000); // 1 ns each
  });

  it("drains a queue however long it is", () => {
    const { results, cycles } = play(
      ram,
      Array.from({ length: 1500 }, (_, k) => read(64 * k)),
    );
    expect(results).to.have.length(1500);
    expect(cycles).to.equal(1523);
  });

  it("has a latency of 31 cycles with keys of 256 bits", () => {
    const keys = { key1: new Uint8Array(32).fill(0x27), key2: new Uint8Array(32).fill(0x31) };
    using wide = memory(keys);
    const { results } = play(wide, [write(0x40), read(0x40)]);
    expect(results.map(({ latencyCycles }) => latencyCycles)).to.deep.equal([31, 31]);
    expect(hex(results[0].data)).to.equal(hex(encryptLine(keys, 0x40, lineData(1, 0x40, 1))));
    expect(hex(results[1].data)).to.equal(hex(lineData(1, 0x40, 1)));
  });

  it("takes keys that are equal", () => {
    const keys = { key1: KEYS.key1, key2: KEYS.key1 };
    using equal = memory(keys);
    const [{ data }] = play(equal, [write(0x40)]).results;
    expect(hex(data)).to.equal(hex(encryptLine(keys, 0x40, lineData(1, 0x40, 1))));
  });
});

describe("the waves of an EncryptedMemory", () => {
  let folder: string;
  let vcd: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "encrypted-memory-"));
    vcd = join(folder, "run.vcd");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("are whole to the time at which it is disposed, with lines still on their way", () => {
    const ram = memory({ wave: { vcd, gtkw: join(folder, "run.gtkw") } });
    for (let k = 0; k < 100; k++) ram.submit(write(64 * k));
    ram.advance(50);
    const { timePs } = ram;
    ram[Symbol.dispose]();
    const text = readFileSync(vcd, "latin1");
    expect(text).to.match(/\n$/);
    const { time, value } = readVcdText(text);
    expect(time).to.equal(timePs);
    expect(value("LineEngine.write.up.txn")).to.equal("W49_c40");
    expect(value("LineEngine.encrypt.data.pipe.unmask.txn")).to.equal("W26"); // in its 23rd stage
  });

  it("are a whole file if it never ran", () => {
    memory({ wave: { vcd, gtkw: join(folder, "run.gtkw") } })[Symbol.dispose]();
    expect(readVcdText(readFileSync(vcd, "latin1")).time).to.equal(0);
  });

  it("name the seed, though it has more bits than the simulation takes", () => {
    memory({ seed: 2 ** 53 - 1, wave: { vcd } })[Symbol.dispose]();
    expect(readFileSync(vcd, "latin1")).to.include("LineEngine, seed 9007199254740991");
  });

  it("have no save file beside a path that has no place for one", () => {
    rmSync(join(folder, "run.gtkw"), { force: true });
    memory({ wave: { vcd } })[Symbol.dispose]();
    expect(() => readFileSync(join(folder, "run.gtkw"))).to.throw("ENOENT");
  });

  it("do not change what the hardware does", () => {
    const requests = Array.from({ length: 60 }, (_, k) =>
      k % 3 === 0 ? write(64 * (k % 7)) : read(64 * (k % 5)),
    );
    using plain = memory();
    using waved = memory({ wave: { vcd } });
    expect(play(waved, requests)).to.deep.equal(play(plain, requests));
  });
});
