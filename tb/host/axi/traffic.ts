import { expect } from "chai";
import { type BurstType, beats } from "../../../host/axi/burst.ts";
import type { ByteMemory } from "../../../host/axi/byte-memory.ts";
import type { AxiManager, ReadRequest } from "../../../host/axi/manager.ts";
import type { Bench, Random, Task } from "../../../sim/bench/index.ts";

const LINE = 64;
const PAGE = 4096;

/** Kinds of bursts, as they matter to whoever works on lines. */
export const KINDS = ["line", "lines", "narrow", "wrap", "longWrap", "fixed"] as const;
export type Kind = (typeof KINDS)[number];

export interface TrafficOptions {
  readonly bursts: number;
  readonly busBytes: number;
  readonly ids: number;
  readonly kinds: readonly Kind[];
  /** Kinds that are answered by SLVERR and change nothing. */
  readonly refused?: readonly Kind[];
}

/**
 * Random reads and writes in two pages, checked byte by byte against a model. Two bursts of which one is a write touch
 * no common line at the same time: AXI gives them no order.
 */
export function* traffic(
  b: Bench<unknown>,
  manager: AxiManager,
  model: ByteMemory,
  { bursts, busBytes, ids, kinds, refused = [] }: TrafficOptions,
): Task {
  const users = new Map<number, { readers: number; writers: number }>();
  for (let issued = 0; issued < bursts; ) {
    const kind = b.random.pick(kinds);
    const request = { ...burstOf(kind, b.random, busBytes), id: b.random.below(ids) };
    const touched = beats(request);
    const lines = new Set(touched.map(({ first }) => first - (first % LINE)));
    const isWrite = b.random.chance(0.5);
    const isFree = [...lines].every((line) => {
      const { readers = 0, writers = 0 } = users.get(line) ?? {};
      return writers === 0 && (!isWrite || readers === 0);
    });
    if (!isFree || manager.pending > 60) {
      yield* b.tick();
      continue;
    }
    issued++;
    const count = (by: number) => {
      for (const line of lines) {
        const { readers = 0, writers = 0 } = users.get(line) ?? {};
        users.set(line, isWrite ? { readers, writers: writers + by } : { readers: readers + by, writers });
      }
    };
    count(1);
    const bytes = touched.flatMap(({ first, end }) =>
      Array.from({ length: end - first }, (_, i) => first + i),
    );
    const response = refused.includes(kind) ? "SLVERR" : "OKAY";
    if (isWrite) {
      const data = b.random.bytes(bytes.length);
      const isWritten = strobes(b.random, bytes.length);
      if (response === "OKAY") {
        for (const [i, at] of bytes.entries()) if (isWritten[i]) model.setByte(at, data[i]);
      }
      manager.write({ ...request, data, isWritten }, (answer) => {
        count(-1);
        expect(answer.response, shown(request)).to.equal(response);
      });
    } else {
      const expected = bytes.map((at) => (response === "OKAY" ? model.byte(at) : 0));
      manager.read(request, (answer) => {
        count(-1);
        expect(answer.response, shown(request)).to.equal(response);
        expect([...answer.data], shown(request)).to.deep.equal(expected);
      });
    }
  }
  yield* manager.drained();
}

const shown = ({ id, addr, len, size, burst }: ReadRequest): string =>
  `ID ${id}, 0x${addr.toString(16)}, ${len + 1} x ${2 ** size} bytes, ${burst}`;

/** A lawful burst: addresses lie thick around the edges of lines and pages. */
export function burstOf(kind: Kind, random: Random, busBytes: number) {
  const full = Math.log2(busBytes);
  const page = PAGE * random.below(2);
  const line = page + LINE * random.pick([0, 1, 2, 31, 62, 63]);
  const burst = (addr: number, len: number, size: number, type: BurstType = "INCR") =>
    ({ addr, len, size, burst: type }) as const;
  switch (kind) {
    case "line":
      return burst(line, LINE / busBytes - 1, full);
    case "lines": {
      const addr = line + random.below(LINE);
      const aligned = addr - (addr % busBytes);
      const most = Math.min(256, (page + PAGE - aligned) / busBytes);
      return burst(addr, random.below(Math.min(most, 20)), full);
    }
    case "narrow": {
      const size = random.below(full + 1);
      const addr = line + random.below(LINE);
      const aligned = addr - (addr % 2 ** size);
      return burst(addr, random.below(Math.min(24, (page + PAGE - aligned) / 2 ** size)), size);
    }
    case "wrap": {
      const size = random.between(1, Math.min(full, 5));
      const len = random.pick([1, 3, 7, 15].filter((beats) => (beats + 1) * 2 ** size <= LINE));
      return burst(line + 2 ** size * random.below(LINE / 2 ** size), len, size, "WRAP");
    }
    case "longWrap": {
      const len = random.pick([1, 3, 7, 15].filter((beats) => (beats + 1) * busBytes > LINE));
      return burst(line + busBytes * random.below(LINE / busBytes), len, full, "WRAP");
    }
    case "fixed":
      return burst(line + random.below(LINE), random.below(16), random.below(full + 1), "FIXED");
  }
}

/** All, none, one, holes, or the ends. */
export function strobes(random: Random, bytes: number): Uint8Array {
  const one = random.below(bytes);
  switch (random.below(6)) {
    case 0:
      return new Uint8Array(bytes);
    case 1:
      return Uint8Array.from({ length: bytes }, (_, i) => (i === one ? 1 : 0));
    case 2:
      return Uint8Array.from({ length: bytes }, () => random.below(2));
    case 3:
      return Uint8Array.from({ length: bytes }, (_, i) => (i < one ? 0 : 1));
    default:
      return new Uint8Array(bytes).fill(1);
  }
}
