import { NetlistBuilder } from "../../sim/netlist/builder.ts";
import type { DomainId, Netlist, NodeId, Register, Reset, Signal } from "../../sim/netlist/netlist.ts";
import type { Node, NodeAttr, Op } from "../../sim/netlist/node.ts";

/** A netlist written down for a test: sources by name, operators with their operands, each on a line of its own. */
export class Sketch extends NetlistBuilder {
  #line = 0;

  constructor() {
    super("top");
    this.scope({ name: "top", parent: undefined, kind: "module", module: "top", place: 0 });
  }

  /** A new place, one line further down in top.ts. */
  here(): number {
    return this.place({ file: "top.ts", line: ++this.#line, column: 1 });
  }

  named(name: string, node: NodeId, kind: Signal["kind"] = "wire"): NodeId {
    const { place } = this.nodes[node];
    this.signal({ name, scope: 0, node, kind, lanes: 1, enumeration: undefined, secret: false, place });
    return node;
  }

  input(name: string, width = 1): NodeId {
    return this.named(name, this.node("input", width, 1, [], undefined, this.here()), "input");
  }

  wire(name: string, width = 1): NodeId {
    return this.named(name, this.node("wire", width, 1, [], undefined, this.here()));
  }

  op<O extends Op>(op: O, width: number, args: NodeId[], attr = undefined as NodeAttr<O>, lanes = 1): NodeId {
    return this.node(op, width, lanes, args, attr, this.here());
  }

  /** A domain on a clock of its own. */
  clocked(name: string, reset?: Reset, family?: DomainId): DomainId {
    const place = this.here();
    const clock = this.named(`${name}_clock`, this.node("clock", 1, 1, [], undefined, place), "clock");
    return this.domain({ name, clock, edge: "rise", reset, family: family ?? this.domains.length, place });
  }

  /** A register without its operands, which `takes` gives. */
  reg(name: string, width = 1): NodeId {
    return this.named(name, this.node("register", width, 1, [], undefined, this.here()), "register");
  }

  takes(node: NodeId, domain: DomainId, next: NodeId, rest: Partial<Register> = {}): void {
    const { place } = this.nodes[node];
    this.register({ node, domain, next, enable: undefined, init: 0n, synchroniser: false, place, ...rest });
  }
}

/** The node that a signal names. */
export function nodeOf({ signals }: Netlist, name: string): NodeId {
  const signal = signals.find((each) => each.name === name);
  if (!signal) throw new Error(`no signal ${name}`);
  return signal.node;
}

/** What a node computes, written as an expression over inputs and state: `and(a, not(b[3:0]))`. */
export function expression(netlist: Netlist, node: NodeId): string {
  const { op, width, lanes, args, attr } = netlist.nodes[node];
  const operands = args.map((arg) => expression(netlist, arg));
  switch (op) {
    case "const":
      return `${width}'h${attr.value.toString(16)}`;
    case "input":
    case "clock":
    case "register":
    case "readport":
      return netlist.signals.find((signal) => signal.node === node)?.name ?? op;
    case "slice":
      return `${operands[0]}[${attr.low + width / lanes - 1}:${attr.low}]${inLanes(lanes)}`;
    case "permute":
      return `permute(${operands[0]}, ${attr.index.join(" ")})`;
    default:
      return `${op}${inLanes(lanes)}(${operands.join(", ")})`;
  }
}

const inLanes = (lanes: number): string => (lanes === 1 ? "" : `/${lanes}`);

/** How many nodes of an operator there are. */
export const count = ({ nodes }: Netlist, op: Node["op"]): number =>
  nodes.filter((node) => node.op === op).length;

/** The message of what a check throws; undefined if it does not. */
export function caught(run: () => void): string | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
  return undefined;
}
