import type { Netlist } from "./netlist.ts";
import { laneWidth, type Node } from "./node.ts";

/** Bits of one operand that a piece depends on. */
export interface Source {
  /** Which operand. */
  readonly arg: number;
  readonly low: number;
  readonly width: number;
  /** Bit i of the piece depends on bit `low + i` alone; otherwise each bit depends on all of them. */
  readonly moves: boolean;
}

/** A run of result bits that depend on their operands by one rule. */
export interface Piece {
  readonly low: number;
  readonly width: number;
  /** Every bit depends on all bits of the sources: the run is computed as one. */
  readonly whole: boolean;
  readonly sources: readonly Source[];
}

/** How the bits of an operator depend on the bits of its operands, from the least significant up. */
export function pieces(node: Node, { nodes }: Netlist): Piece[] {
  const each = laneWidth(node);
  const widths = node.args.map((arg) => nodes[arg].width);
  const lanes = Array.from({ length: node.lanes }, (_, lane) => lane);
  const run = (low: number, width: number, sources: readonly Source[]): Piece => {
    return { low, width, whole: false, sources };
  };
  const moved = (arg: number, low: number, width: number): Source => ({ arg, low, width, moves: true });
  const fixed = (arg: number, low: number, width: number): Source => ({ arg, low, width, moves: false });

  switch (node.op) {
    case "wire":
    case "not":
    case "and":
    case "or":
    case "xor": {
      const sources = widths.map((_, arg) => moved(arg, 0, node.width));
      return [run(0, node.width, sources)];
    }
    case "mux": {
      const selects = widths[0] === 1 ? 1 : node.lanes;
      const width = node.width / selects;
      return lanes.slice(0, selects).map((lane) => {
        const sides = [moved(1, lane * width, width), moved(2, lane * width, width)];
        return run(lane * width, width, [fixed(0, lane, 1), ...sides]);
      });
    }
    case "slice": {
      const { low } = node.attr;
      const from = widths[0] / node.lanes;
      return lanes.map((lane) => run(lane * each, each, [moved(0, lane * from + low, each)]));
    }
    case "permute": {
      const { index } = node.attr;
      return lanes.map((lane) => run(lane * each, each, [moved(0, index[lane] * each, each)]));
    }
    case "zext":
    case "sext": {
      const from = widths[0] / node.lanes;
      return lanes.flatMap((lane) => {
        const top = node.op === "sext" ? [fixed(0, (lane + 1) * from - 1, 1)] : [];
        const kept = run(lane * each, from, [moved(0, lane * from, from)]);
        return from === each ? [kept] : [kept, run(lane * each + from, each - from, top)];
      });
    }
    case "cat":
      return lanes.flatMap((lane) => {
        let low = lane * each;
        return [...widths.keys()].reverse().map((arg) => {
          const width = widths[arg] / node.lanes;
          low += width;
          return run(low - width, width, [moved(arg, lane * width, width)]);
        });
      });
    case "shl":
    case "shr":
    case "sra": {
      const amount = nodes[node.args[1]];
      if (amount.op !== "const" || amount.attr.unknown !== 0n) break;
      const by = amount.attr.value < BigInt(each) ? Number(amount.attr.value) : each;
      return lanes.flatMap((lane) => {
        const low = lane * each;
        const top = node.op === "sra" ? [fixed(0, low + each - 1, 1)] : [];
        const parts =
          node.op === "shl"
            ? [run(low, by, []), run(low + by, each - by, [moved(0, low, each - by)])]
            : [run(low, each - by, [moved(0, low + by, each - by)]), run(low + each - by, by, top)];
        return parts.filter(({ width }) => width > 0);
      });
    }
  }
  return lanes.map((lane) => {
    const sources = widths.map((width, arg) => {
      if (isShared(node, arg)) return fixed(arg, 0, width);
      return fixed(arg, (lane * width) / node.lanes, width / node.lanes);
    });
    return { low: lane * each, width: each, whole: true, sources };
  });
}

/** Operands that every lane reads as a whole: shift amounts, and vectors that lanes are picked from. */
function isShared({ op }: Node, arg: number): boolean {
  return op === "pick" ? arg === 0 : (op === "shl" || op === "shr" || op === "sra") && arg === 1;
}
