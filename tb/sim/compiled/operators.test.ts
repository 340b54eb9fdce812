import { expect } from "chai";
import { CompiledEngine } from "../../../sim/compiled/engine.ts";
import type { Node, NodeAttr, NodeId, Op } from "../../../sim/netlist/node.ts";
import { type BitString, operate } from "../../reference/operators.ts";
import { Random } from "../../reference/random.ts";
import { Design } from "../event/design.ts";
import { drive, peek } from "../event/drive.ts";

const ROUNDS = 6;
/** Around what a scalar, two scalars and a vector hold. */
const WIDTHS = [1, 7, 8, 31, 32, 33, 63, 64, 65, 127, 128, 129, 256, 300];
/** Lanes and bits a lane: those that vectors have, and others. */
const LANES: readonly (readonly [lanes: number, width: number])[] = [
  [2, 1],
  [4, 8],
  [3, 5],
  [8, 8],
  [16, 8],
  [20, 8],
  [64, 8],
  [8, 16],
  [12, 16],
  [4, 32],
  [6, 32],
  [2, 64],
  [3, 64],
  [2, 100],
  [5, 24],
  [100, 1],
];

type Make = (d: Unit, lanes: number, width: number) => void;

/** A design of operators on inputs, each named; the expected values come from the reference. */
class Unit extends Design {
  readonly results: NodeId[] = [];

  of<O extends Op>(op: O, width: number, lanes: number, args: NodeId[], attr?: NodeAttr<O>): void {
    const node = this.node(op, width, lanes, args, attr as NodeAttr<O>);
    this.results.push(this.named(`y${node}`, node));
  }

  in(width: number): NodeId {
    return this.input(`i${this.nodes.length}`, width);
  }

  /** Drives random values, among them all 0, all 1 and equal ones, and compares every result. */
  expectReference(seed: number): void {
    const random = new Random(seed);
    const netlist = this.finish();
    const inputs = netlist.nodes.flatMap(({ op }, id) => (op === "input" ? [id] : []));
    const engine = new CompiledEngine(netlist);
    for (let round = 0; round < ROUNDS; round++) {
      const shared = random.bits(4096);
      const bits = new Map<NodeId, BitString>();
      for (const id of inputs) {
        const { width } = netlist.nodes[id];
        const all = random.oneIn(8) ? random.pick(["0", "1"]).repeat(width) : undefined;
        const value = round % 3 === 2 ? BigInt.asUintN(width, shared) : random.bits(width);
        bits.set(id, all ?? value.toString(2).padStart(width, "0"));
        drive(engine, id, bits.get(id)!);
      }
      engine.settle();
      for (const id of this.results) {
        const node = netlist.nodes[id];
        const args = node.args.map((arg) => bits.get(arg) ?? constantBits(netlist.nodes[arg]));
        const expected = operate(node, args, (at, index) => this.word(at, index)).replaceAll("x", "0");
        const shown = `${node.op} ${node.width} in ${node.lanes} of ${args.join(", ")}`;
        expect(peek(engine, id), shown).to.equal(expected);
      }
    }
  }

  private word(node: Node, index: bigint): BitString | undefined {
    if (node.op !== "lookup") return undefined;
    const { words, width } = this.tables[node.attr.table];
    return words[Number(index)]?.toString(2).padStart(width, "0");
  }
}

function constantBits(node: Node): BitString {
  if (node.op !== "const") throw new Error(`a ${node.op} is neither input nor constant`);
  return node.attr.value.toString(2).padStart(node.width, "0");
}

const OPERATORS: Readonly<Record<string, Make>> = {
  "wire, not": (d, lanes, width) => {
    const a = d.in(lanes * width);
    d.of("wire", lanes * width, lanes, [a]);
    d.of("not", lanes * width, lanes, [a]);
  },
  "and, or, xor": (d, lanes, width) => {
    const args = [d.in(lanes * width), d.in(lanes * width)];
    for (const op of ["and", "or", "xor"] as const) d.of(op, lanes * width, lanes, args);
  },
  "add, sub, mul": (d, lanes, width) => {
    const args = [d.in(lanes * width), d.in(lanes * width)];
    for (const op of ["add", "sub", "mul"] as const) d.of(op, lanes * width, lanes, args);
  },
  comparisons: (d, lanes, width) => {
    const args = [d.in(lanes * width), d.in(lanes * width)];
    for (const op of ["eq", "ne", "lt", "le", "slt", "sle"] as const) d.of(op, lanes, lanes, args);
  },
  reductions: (d, lanes, width) => {
    const a = d.in(lanes * width);
    for (const op of ["redand", "redor", "redxor"] as const) d.of(op, lanes, lanes, [a]);
  },
  "shifts by a signal": (d, lanes, width) => {
    const a = d.in(lanes * width);
    for (const amount of [1, 3, 8, 70]) {
      const by = d.in(amount);
      for (const op of ["shl", "shr", "sra"] as const) d.of(op, lanes * width, lanes, [a, by]);
    }
  },
  "shifts by a constant": (d, lanes, width) => {
    const a = d.in(lanes * width);
    for (const amount of [0, 1, 5, 8, 16, 64, width - 1, width, 400]) {
      const by = d.constant(BigInt(amount), 10);
      for (const op of ["shl", "shr", "sra"] as const) d.of(op, lanes * width, lanes, [a, by]);
    }
  },
  extensions: (d, lanes, width) => {
    const a = d.in(lanes * width);
    for (const more of [0, 1, 8, 40, 128]) {
      for (const op of ["zext", "sext"] as const) d.of(op, lanes * (width + more), lanes, [a]);
    }
  },
  slice: (d, lanes, width) => {
    const a = d.in(lanes * width);
    for (const low of new Set([0, width >> 1, width - 1])) {
      for (const top of new Set([low + 1, low + ((width - low + 1) >> 1), width])) {
        d.of("slice", lanes * (top - low), lanes, [a], { low });
      }
    }
  },
  cat: (d, lanes, width) => {
    const parts = [d.in(lanes * width), d.in(lanes), d.in(lanes * 8), d.in(lanes * width)];
    d.of("cat", lanes * (2 * width + 9), lanes, parts);
    d.of("cat", lanes * 2 * width, lanes, [parts[3], parts[0]]);
    d.of("cat", lanes * (width + 8), lanes, [parts[2], parts[0]]);
  },
  "mux by one bit": (d, lanes, width) => {
    const args = [d.in(lanes * width), d.in(lanes * width)];
    d.of("mux", lanes * width, lanes, [d.in(1), ...args]);
    d.of("mux", lanes * width, lanes, [d.in(lanes), ...args]);
  },
  permute: (d, lanes, width) => {
    const a = d.in(lanes * width);
    const random = new Random(lanes);
    const moved = Array.from({ length: lanes }, () => random.below(lanes));
    d.of("permute", lanes * width, lanes, [a], { from: lanes, index: moved });
    d.of("permute", 3 * width, 3, [a], { from: lanes, index: [lanes - 1, 0, lanes >> 1] });
  },
  pick: (d, lanes, width) => {
    const a = d.in(lanes * width);
    for (const index of [1, 5, 70]) d.of("pick", width, 1, [a, d.in(index)], { from: lanes });
    d.of("pick", 2 * width, 2, [a, d.in(2 * 4)], { from: lanes });
  },
};

describe("operators of the compiled engine give what the reference gives", () => {
  for (const [name, make] of Object.entries(OPERATORS)) {
    it(`${name}, for words of ${WIDTHS.join(", ")} bits and lanes`, () => {
      const shapes = [...WIDTHS.map((width) => [1, width] as const), ...LANES];
      for (const [lanes, width] of shapes) {
        const d = new Unit();
        make(d, lanes, width);
        d.expectReference(width);
      }
    });
  }

  it("lookup, in tables of 1 to 129 bits whose last words are missing", () => {
    for (const width of [1, 7, 8, 9, 16, 17, 32, 33, 64, 65, 128, 129]) {
      for (const [lanes, depth, index] of [
        [1, 5, 3],
        [4, 256, 8],
        [16, 256, 8],
        [3, 200, 8],
        [20, 16, 4],
        [2, 7, 70],
      ]) {
        const d = new Unit();
        const random = new Random(width);
        const words = Array.from({ length: depth }, () => random.bits(width));
        const table = d.table({ name: "t", width, words, place: 0 });
        d.of("lookup", lanes * width, lanes, [d.in(lanes * index)], { table });
        d.expectReference(width);
      }
    }
  });
});
