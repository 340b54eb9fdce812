import fc from "fast-check";
import { NetlistBuilder } from "../../sim/netlist/builder.ts";
import type { Netlist, NodeId } from "../../sim/netlist/netlist.ts";
import type { NodeAttr, Op } from "../../sim/netlist/node.ts";
import { planes } from "./evaluate.ts";
import { Random } from "./random.ts";

/** Widths around the words of engines (32, 64, 128 bits), and few others. */
const WIDTHS = [1, 1, 1, 1, 2, 4, 8, 8, 31, 32, 33, 63, 64, 65, 127, 128, 129, 300];
const LANES = [1, 1, 1, 2, 3, 4, 8, 16];
const MAX_WIDTH = 300;

/**
 * A valid netlist without combinational loops over every operator: inputs, 3 domains (without reset, with a
 * synchronous and with an asynchronous one, whose resets are inputs), registers of all kinds, a memory with a port of
 * each collision mode, two tables. About half of the nodes have names. One seed makes one step of the design, so that
 * a failing netlist shrinks to few nodes.
 */
export const randomNetlist: fc.Arbitrary<Netlist> = fc
  .array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 50, size: "max" })
  .map((seeds) => new RandomNetlist(seeds).netlist);

class RandomNetlist {
  readonly #b = new NetlistBuilder("top");
  /** What operands are taken from, by width. */
  readonly #made = new Map<number, NodeId[]>();
  /** Registers and ports whose operands are chosen when every node is there. */
  readonly #later: (() => void)[] = [];
  #random = new Random(0);
  readonly netlist: Netlist;

  constructor(seeds: readonly number[]) {
    const b = this.#b;
    b.scope({ name: "top", parent: undefined, kind: "module", module: "top", place: 0 });
    b.table({
      name: "byte",
      width: 8,
      words: Array.from({ length: 256 }, (_, i) => BigInt((i * 7) ^ 0x63) & 0xffn),
      place: 0,
    });
    b.table({ name: "wide", width: 65, words: [0n, 1n, (1n << 65n) - 1n, 5n, 1n << 64n], place: 0 });
    for (const width of [1, 8, 33, 64, 128]) this.#node("input", width, 1, [], undefined, "input");
    this.#domains();
    this.#memory();
    for (const seed of seeds) {
      this.#random = new Random(seed);
      this.#step();
    }
    for (const connect of this.#later) connect();
    this.netlist = b.finish();
  }

  #domains(): void {
    const b = this.#b;
    for (const [name, kind] of [["free"], ["sync", "sync"], ["async", "async"]] as const) {
      const clock = b.node("clock", 1, 1, [], undefined);
      b.signal({
        name: `${name}_clock`,
        scope: 0,
        node: clock,
        kind: "clock",
        lanes: 1,
        enumeration: undefined,
        secret: false,
        place: 0,
      });
      const reset = kind && {
        node: this.#node("input", 1, 1, [], undefined, "input"),
        kind,
        active: 1 as const,
      };
      b.domain({
        name,
        clock,
        edge: name === "sync" ? "fall" : "rise",
        reset,
        family: b.domains.length,
        place: 0,
      });
    }
  }

  #memory(): void {
    const b = this.#b;
    const shape = {
      name: "m",
      width: 66,
      depth: 5,
      init: [1n, 2n, (1n << 66n) - 1n],
      scope: 0,
      secret: false,
      place: 0,
    };
    const { reads, writes } = b.memories[b.memory(shape)];
    const place = 0;
    for (const collision of ["old", "new", "x"] as const) {
      const node = this.#node("readport", shape.width, 1, [], undefined);
      this.#later.push(() => {
        const enable = this.#random.oneIn(2) ? this.#operand(1) : undefined;
        reads.push({
          node,
          domain: this.#random.below(3),
          address: this.#operand(3),
          enable,
          collision,
          place,
        });
      });
    }
    for (const mask of [1, 3, 66, undefined]) {
      this.#later.push(() => {
        const enable = this.#random.oneIn(4) ? undefined : this.#operand(1);
        const [address, data] = [this.#operand(this.#random.pick([3, 3, 40])), this.#operand(shape.width)];
        writes.push({
          domain: this.#random.below(3),
          address,
          data,
          enable,
          mask: mask && this.#operand(mask),
          place,
        });
      });
    }
  }

  #node<O extends Op>(
    op: O,
    width: number,
    lanes: number,
    args: NodeId[],
    attr: NodeAttr<O>,
    kind: "input" | "wire" | "register" = "wire",
  ): NodeId {
    const node = this.#b.node(op, width, lanes, args, attr);
    const same = this.#made.get(width) ?? [];
    this.#made.set(width, same);
    same.push(node);
    if (kind === "wire" && this.#random.oneIn(2)) return node;
    this.#b.signal({
      name: `${op}_${node}`,
      scope: 0,
      node,
      kind,
      lanes: 1,
      enumeration: undefined,
      secret: false,
      place: 0,
    });
    return node;
  }

  /** A node of this width: one that is there, as a rule one of the latest, or one adapted to it. */
  #operand(width: number): NodeId {
    const same = this.#made.get(width) ?? [];
    if (same.length > 0 && !this.#random.oneIn(8)) {
      return same[
        same.length - 1 - Math.min(this.#random.below(same.length), this.#random.below(same.length))
      ];
    }
    if (this.#random.oneIn(3)) return this.#constant(width);
    const from = this.#random.pick(this.#random.pick([...this.#made.values()]));
    const have = this.#b.nodes[from].width;
    if (have >= width)
      return this.#node("slice", width, 1, [from], { low: this.#random.below(have - width + 1) });
    return this.#node(this.#random.pick(["zext", "sext"]), width, 1, [from], undefined);
  }

  #constant(width: number): NodeId {
    const bits = this.#random.pick([
      "0".repeat(width),
      "1".repeat(width),
      "1".padStart(width, "0"),
      this.#random.bitString(width),
    ]);
    const { value, unknown } = planes(bits);
    return this.#node("const", width, 1, [], { value, unknown });
  }

  #step(): void {
    const random = this.#random;
    const there = random.pick([...this.#made.keys()]);
    const lanes = random.pick(random.oneIn(2) ? LANES : LANES.filter((count) => there % count === 0));
    const most = Math.floor(MAX_WIDTH / lanes);
    const each = random.oneIn(2) && there % lanes === 0 ? there / lanes : Math.min(random.pick(WIDTHS), most);
    const width = each * lanes;
    switch (random.below(17)) {
      case 0:
        return void this.#register(width);
      case 1:
        return void this.#node(random.pick(["wire", "not"]), width, lanes, [this.#operand(width)], undefined);
      case 2:
      case 3:
        return void this.#node(
          random.pick(["and", "or", "xor"]),
          width,
          lanes,
          this.#operands(width, 2),
          undefined,
        );
      case 4:
        return void this.#node(
          random.pick(["add", "sub", "mul"]),
          width,
          lanes,
          this.#operands(width, 2),
          undefined,
        );
      case 5: {
        const op = random.pick(["eq", "ne", "lt", "le", "slt", "sle"] as const);
        return void this.#node(op, lanes, lanes, this.#operands(width, 2), undefined);
      }
      case 6: {
        const op = random.pick(["redand", "redor", "redxor"] as const);
        return void this.#node(op, lanes, lanes, [this.#operand(width)], undefined);
      }
      case 7: {
        const by = random.oneIn(2)
          ? this.#constant(random.pick([1, 4]))
          : this.#operand(random.pick([1, 3, 8, 64]));
        return void this.#node(
          random.pick(["shl", "shr", "sra"]),
          width,
          lanes,
          [this.#operand(width), by],
          undefined,
        );
      }
      case 8: {
        const from = this.#operand((1 + random.below(each)) * lanes);
        return void this.#node(random.pick(["zext", "sext"]), width, lanes, [from], undefined);
      }
      case 9: {
        const have = Math.floor(MAX_WIDTH / lanes);
        const low = random.pick([0, random.below(have - each + 1)]);
        const top = random.pick([low + each, have]);
        return void this.#node("slice", width, lanes, [this.#operand(top * lanes)], { low });
      }
      case 10:
        return void this.#cat(lanes);
      case 11: {
        const [then, otherwise] = this.#operands(width, 2);
        const select = this.#operand(random.pick([1, 1, lanes]));
        return void this.#node(
          "mux",
          width,
          lanes,
          [select, then, random.oneIn(6) ? then : otherwise],
          undefined,
        );
      }
      case 12: {
        const from = 1 + random.below(Math.floor(MAX_WIDTH / each));
        const same = random.oneIn(3) && from === lanes;
        const index = Array.from({ length: lanes }, (_, i) => (same ? i : random.below(from)));
        return void this.#node("permute", width, lanes, [this.#operand(each * from)], { from, index });
      }
      case 13: {
        const table = random.below(2);
        const { width: word } = this.#b.tables[table];
        const count = Math.min(lanes, Math.floor(MAX_WIDTH / word));
        const index = this.#operand(count * (table === 0 ? 8 : random.pick([3, 3, 33])));
        return void this.#node("lookup", count * word, count, [index], { table });
      }
      case 14: {
        const from = 1 + random.below(Math.floor(MAX_WIDTH / each));
        const index = this.#operand(random.pick([1, 2, 4, 65]));
        return void this.#node("pick", each, 1, [this.#operand(each * from), index], { from });
      }
      case 15: {
        const count = Math.min(lanes, 4);
        return void this.#node("read", count * 66, count, [this.#operand(count * 3)], { memory: 0 });
      }
      default:
        return void this.#again();
    }
  }

  #operands(width: number, count: number): NodeId[] {
    return Array.from({ length: count }, () => this.#operand(width));
  }

  /** Joins two or three parts: any, or slices side by side of one word. */
  #cat(lanes: number): void {
    const random = this.#random;
    const most = Math.floor(MAX_WIDTH / lanes / 3);
    const parts = [1 + random.below(most), 1 + random.below(most), 1 + random.below(most)].slice(
      random.below(2),
    );
    const each = parts.reduce((a, b) => a + b);
    const whole = this.#operand(each * lanes);
    let low = each;
    const args = parts.map((part) => {
      low -= part;
      if (random.oneIn(3)) return this.#operand(part * lanes);
      return this.#node("slice", part * lanes, lanes, [whole], { low });
    });
    this.#node("cat", each * lanes, lanes, args, undefined);
  }

  /** The same operator on the same operands once more. */
  #again(): void {
    const node = this.#random.pick(this.#b.nodes.filter(({ args }) => args.length > 0));
    if (node) this.#node(node.op, node.width, node.lanes, [...node.args], node.attr as never);
  }

  /** A register with one of the usual shapes of next: anything, itself where a condition fails, nested twice. */
  #register(width: number): void {
    const random = this.#random;
    const node = this.#node("register", width, 1, [], undefined, "register");
    const init = random.oneIn(4) ? undefined : random.bits(width);
    const domain = random.below(3);
    this.#later.push(() => {
      let next = this.#operand(width);
      for (let nested = random.below(3); nested > 0; nested--) {
        const sides = random.oneIn(2) ? [next, node] : [node, next];
        next = this.#node("mux", width, 1, [this.#operand(1), ...sides], undefined);
      }
      const enable = random.oneIn(2) ? this.#operand(1) : undefined;
      this.#b.register({ node, domain, next, enable, init, synchroniser: false, place: 0 });
    });
  }
}
