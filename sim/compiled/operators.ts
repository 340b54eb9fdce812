import type { Netlist } from "../netlist/netlist.ts";
import { laneWidth, type Node, type NodeId, type Op } from "../netlist/node.ts";
import {
  add,
  keepBit,
  type Lane,
  mul,
  pushEqual,
  pushLess,
  pushReduction,
  shift,
  sub,
} from "./arithmetic.ts";
import { divide, gate } from "./clock-cells.ts";
import { lookup, pick, read } from "./find.ts";
import type { Bits, Part } from "./forms.ts";
import { constantOf, type Lowering, type Rule } from "./lowering.ts";
import type { Local } from "./wasm/code.ts";

/** Lane `lane` of operand `arg`, read in as many lanes as the node has. */
function operand({ forms, netlist }: Lowering, node: Node, arg: number, lane: number): Lane {
  const width = netlist.nodes[node.args[arg]].width / node.lanes;
  return forms.parts(node.args[arg], lane * width, width);
}

/** A rule that computes lane after lane with scalars and joins the lanes. */
function lanewise(compute: (to: Lowering, node: Node, lane: number) => readonly Part[]): Rule {
  return (to, node, id) => {
    const parts: Part[] = [];
    for (let lane = 0; lane < node.lanes; lane++) parts.push(...compute(to, node, lane));
    to.forms.putParts(id, parts);
    return true;
  };
}

const binary = (compute: (to: Lowering, a: Lane, b: Lane) => readonly Part[]): Rule =>
  lanewise((to, node, lane) => compute(to, operand(to, node, 0, lane), operand(to, node, 1, lane)));

const bitwise =
  (op: "and" | "or" | "xor"): Rule =>
  (to, node, id) => {
    const { forms, code } = to;
    const [a, b] = node.args.map((arg) => forms.parts(arg, 0, node.width));
    forms.putParts(
      id,
      a.map(({ local, type, width }, i) => {
        code.get(local, b[i].local).op(`${type}.${op}`);
        return { local: code.keep(type), type, width };
      }),
    );
    return true;
  };

const not: Rule = ({ forms, code }, node, id) => {
  const parts = forms.parts(node.args[0], 0, node.width).map(({ local, type, width }) => {
    code
      .get(local)
      .scalar(type, (1n << BigInt(width)) - 1n)
      .op(`${type}.xor`);
    return { local: code.keep(type), type, width };
  });
  forms.putParts(id, parts);
  return true;
};

const comparison = (op: "eq" | "ne" | "lt" | "le" | "slt" | "sle"): Rule =>
  binary(({ code }, a, b) => {
    if (op === "eq" || op === "ne") pushEqual(code, a, b, op === "eq");
    else pushLess(code, a, b, op.endsWith("le"), op.startsWith("s"));
    return [keepBit(code)];
  });

const reduction = (op: "redand" | "redor" | "redxor"): Rule =>
  lanewise((to, node, lane) => {
    pushReduction(to.code, op, operand(to, node, 0, lane));
    return [keepBit(to.code)];
  });

/** A number below 2^32: that of the node, or more than `most` where the node is more. */
export function amountOf({ forms, code, netlist }: Lowering, node: NodeId): Local {
  const { width } = netlist.nodes[node];
  const parts = forms.parts(node, 0, width);
  if (parts[0].type === "i32") return parts[0].local;
  code.i32(-1);
  forms.pushBits(parts[0], 0, 32, "i32");
  for (const [i, { local }] of parts.entries()) {
    code.get(local);
    if (i === 0) code.i64(32n).op("i64.shr_u");
    else code.op("i64.or");
  }
  return code.i64(0n).op("i64.ne", "select").keep("i32");
}

const shifting =
  (op: "shl" | "shr" | "sra"): Rule =>
  (to, node, id) => {
    const known = constantOf(to.netlist, node.args[1]);
    const width = laneWidth(node);
    const amount = known === undefined ? amountOf(to, node.args[1]) : 0;
    const parts: Part[] = [];
    for (let lane = 0; lane < node.lanes; lane++) {
      if (known === undefined) parts.push(...shift(to.code, op, operand(to, node, 0, lane), amount));
      else parts.push(...shifted(to, op, node.args[0], lane * width, width, known));
    }
    to.forms.putParts(id, parts);
    return true;
  };

/** A lane moved by a known amount. */
function shifted(
  to: Lowering,
  op: "shl" | "shr" | "sra",
  node: NodeId,
  bit: number,
  width: number,
  known: bigint,
): Part[] {
  const by = known < BigInt(width) ? Number(known) : width;
  const rest = { node, bit: op === "shl" ? bit : bit + by, width: width - by };
  const kept = by === width ? [] : [rest];
  if (by === 0) return kept;
  if (op === "shl") return [{ zeros: by }, ...kept];
  return [...kept, ...(op === "shr" ? [{ zeros: by }] : signs(to, node, bit + width - 1, by))];
}

/** `count` copies of a bit. */
function signs({ forms, code }: Lowering, node: NodeId, bit: number, count: number): Bits[] {
  forms.pushField(node, bit, 1, "i64");
  const sign = code.keep("i64");
  const local = code.i64(0n).get(sign).op("i64.sub").keep("i64");
  const copies: Bits[] = [];
  for (let done = 0; done < count; done += 64) {
    const width = Math.min(64, count - done);
    if (width === 64) copies.push({ local, type: "i64", width });
    else {
      code
        .get(local)
        .i64((1n << BigInt(width)) - 1n)
        .op("i64.and");
      copies.push({ local: code.keep("i64"), type: "i64", width });
    }
  }
  return copies;
}

/** What a node that only moves bits takes them from, least significant first; undefined for other nodes. */
export function movesOf(netlist: Netlist, node: Node): readonly Part[] | undefined {
  const width = laneWidth(node);
  const [arg] = node.args;
  const lanes = (parts: (lane: number) => readonly Part[]): Part[] =>
    Array.from({ length: node.lanes }, (_, lane) => parts(lane)).flat();
  const from = (operand: NodeId): number => netlist.nodes[operand].width / node.lanes;
  switch (node.op) {
    case "wire":
      return [{ node: arg, bit: 0, width: node.width }];
    case "slice":
      return lanes((lane) => [{ node: arg, bit: lane * from(arg) + node.attr.low, width }]);
    case "zext": {
      const zeros = width - from(arg);
      const pad = zeros > 0 ? [{ zeros }] : [];
      return lanes((lane) => [{ node: arg, bit: lane * from(arg), width: from(arg) }, ...pad]);
    }
    case "cat": {
      const parts = [...node.args].reverse();
      return lanes((lane) =>
        parts.map((part) => ({ node: part, bit: lane * from(part), width: from(part) })),
      );
    }
    case "permute":
      return lanes((lane) => [{ node: arg, bit: node.attr.index[lane] * width, width }]);
    default:
      return undefined;
  }
}

const move: Rule = (to, node, id) => {
  to.forms.putParts(id, movesOf(to.netlist, node)!);
  return true;
};

const sext: Rule = lanewise((to, node, lane) => {
  const [arg] = node.args;
  const from = to.netlist.nodes[arg].width / node.lanes;
  const field = { node: arg, bit: lane * from, width: from };
  const count = laneWidth(node) - from;
  return count === 0 ? [field] : [field, ...signs(to, arg, field.bit + from - 1, count)];
});

const mux: Rule = lanewise((to, node, lane) => {
  const { forms, code, netlist } = to;
  const [select] = node.args;
  const isWhole = netlist.nodes[select].width === 1;
  const [chosen] = forms.parts(select, isWhole ? 0 : lane, 1);
  const otherwise = operand(to, node, 2, lane);
  return operand(to, node, 1, lane).map(({ local, type, width }, i) => {
    code.get(local, otherwise[i].local, chosen.local).op("select");
    return { local: code.keep(type), type, width };
  });
});

/** Rules that apply to every node of an operator. */
export const RULES: { readonly [O in Op]?: Rule } = {
  wire: move,
  not,
  and: bitwise("and"),
  or: bitwise("or"),
  xor: bitwise("xor"),
  add: binary(({ code }, a, b) => add(code, a, b)),
  sub: binary(({ code }, a, b) => sub(code, a, b)),
  mul: binary(({ code }, a, b) => mul(code, a, b)),
  eq: comparison("eq"),
  ne: comparison("ne"),
  lt: comparison("lt"),
  le: comparison("le"),
  slt: comparison("slt"),
  sle: comparison("sle"),
  redand: reduction("redand"),
  redor: reduction("redor"),
  redxor: reduction("redxor"),
  shl: shifting("shl"),
  shr: shifting("shr"),
  sra: shifting("sra"),
  zext: move,
  sext,
  slice: move,
  cat: move,
  mux,
  permute: move,
  lookup: lookup as Rule,
  read: read as Rule,
  pick: pick as Rule,
  gate: gate as Rule,
  divide: divide as Rule,
};
