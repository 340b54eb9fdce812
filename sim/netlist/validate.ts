import type { Netlist, NodeId, Optional } from "./netlist.ts";
import { laneWidth, type Node, type Op } from "./node.ts";

/** Operands of each operator; undefined: one or more. */
const ARITY: Record<Op, number | undefined> = {
  const: 0,
  input: 0,
  clock: 0,
  register: 0,
  readport: 0,
  gate: 2,
  divide: 1,
  wire: 1,
  not: 1,
  and: 2,
  or: 2,
  xor: 2,
  add: 2,
  sub: 2,
  mul: 2,
  eq: 2,
  ne: 2,
  lt: 2,
  le: 2,
  slt: 2,
  sle: 2,
  redand: 1,
  redor: 1,
  redxor: 1,
  shl: 2,
  shr: 2,
  sra: 2,
  zext: 1,
  sext: 1,
  slice: 1,
  cat: undefined,
  mux: 3,
  permute: 1,
  lookup: 1,
  pick: 2,
  read: 1,
};

/**
 * Holds a netlist against the table in node.ts: operands in number, range, width and lanes, and the tables of state.
 * For the makers of netlists and passes; designers' mistakes are found by the language and by `check`.
 * @throws Error with the first fault.
 */
export function validate(netlist: Netlist): void {
  for (const [id, node] of netlist.nodes.entries()) {
    const fault = shapeFault(node, netlist) ?? operandFault(node, netlist);
    const shape = `${node.op}, ${node.width} bits in ${node.lanes} lanes`;
    if (fault !== undefined) throw new Error(`node ${id} (${shape}): ${fault}`);
  }
  validateState(netlist);
  validateNames(netlist);
}

function shapeFault(node: Node, { nodes }: Netlist): string | undefined {
  const { op, width, lanes, args } = node;
  if (!Number.isInteger(width) || width < 1) return "the width is not a positive integer";
  if (!Number.isInteger(lanes) || lanes < 1 || width % lanes !== 0)
    return "the lanes do not divide the width";
  const arity = ARITY[op] ?? Math.max(1, args.length);
  if (args.length !== arity) return `has ${args.length} operands, needs ${arity}`;
  const outside = args.find((arg) => nodes[arg] === undefined);
  return outside === undefined ? undefined : `operand ${outside} is not a node`;
}

function operandFault(node: Node, netlist: Netlist): string | undefined {
  const { width, lanes } = node;
  const each = laneWidth(node);
  const args = node.args.map((arg) => netlist.nodes[arg].width);
  const expect = (arg: number, bits: number): string | undefined =>
    args[arg] === bits ? undefined : `operand ${arg} has ${args[arg]} bits, needs ${bits}`;
  const divisible = (arg: number, by = lanes): string | undefined =>
    args[arg] % by === 0 ? undefined : `operand ${arg} has ${args[arg]} bits, not a multiple of ${by} lanes`;
  switch (node.op) {
    case "const": {
      const { value, unknown } = node.attr;
      return (value | unknown) >> BigInt(width) === 0n ? undefined : "the value does not fit the width";
    }
    case "clock":
      return width === 1 ? undefined : "a clock has 1 bit";
    case "gate":
    case "divide": {
      if (node.op === "divide" && !(Number.isInteger(node.attr.by) && node.attr.by >= 1))
        return "by is not 1 or more";
      return width === 1
        ? (expect(0, 1) ?? (node.op === "gate" ? expect(1, 1) : undefined))
        : "a clock has 1 bit";
    }
    case "input":
    case "register":
    case "readport":
      return undefined;
    case "wire":
    case "not":
    case "shl":
    case "shr":
    case "sra":
      return expect(0, width);
    case "and":
    case "or":
    case "xor":
    case "add":
    case "sub":
    case "mul":
      return expect(0, width) ?? expect(1, width);
    case "eq":
    case "ne":
    case "lt":
    case "le":
    case "slt":
    case "sle":
      return each === 1 ? (divisible(0) ?? expect(1, args[0])) : "a comparison has 1 bit a lane";
    case "redand":
    case "redor":
    case "redxor":
      return each === 1 ? divisible(0) : "a reduction has 1 bit a lane";
    case "zext":
    case "sext":
      return (
        divisible(0) ?? (args[0] <= width ? undefined : `operand 0 has ${args[0]} bits, more than the result`)
      );
    case "slice": {
      const { low } = node.attr;
      const inside = Number.isInteger(low) && low >= 0 && low + each <= args[0] / lanes;
      return (
        divisible(0) ?? (inside ? undefined : `bits ${low + each - 1}:${low} are outside the operand's lanes`)
      );
    }
    case "cat": {
      const sum = args.reduce((a, b) => a + b);
      const odd = args.findIndex((bits) => bits % lanes !== 0);
      return odd >= 0 ? divisible(odd) : sum === width ? undefined : `the operands have ${sum} bits`;
    }
    case "mux": {
      if (args[0] !== 1 && args[0] !== lanes) return `the select has ${args[0]} bits, needs 1 or ${lanes}`;
      return expect(1, width) ?? expect(2, width);
    }
    case "permute": {
      const { from, index } = node.attr;
      if (index.length !== lanes) return `the index has ${index.length} entries`;
      const outside = index.find((lane) => !(Number.isInteger(lane) && lane >= 0 && lane < from));
      return expect(0, each * from) ?? (outside === undefined ? undefined : `there is no lane ${outside}`);
    }
    case "pick":
      return expect(0, each * node.attr.from) ?? divisible(1);
    case "lookup":
      return divisible(0) ?? wordFault(each, netlist.tables[node.attr.table]);
    case "read":
      return divisible(0) ?? wordFault(each, netlist.memories[node.attr.memory]);
  }
}

function wordFault(lane: number, store: { readonly name: string; readonly width: number } | undefined) {
  if (!store) return "what it reads does not exist";
  return store.width === lane ? undefined : `"${store.name}" has words of ${store.width} bits`;
}

function validateState(netlist: Netlist): void {
  const { nodes, registers, memories, domains } = netlist;
  const held = new Uint8Array(nodes.length);
  const need = (holds: boolean, fault: string): void => {
    if (!holds) throw new Error(fault);
  };
  const wide = (node: Optional, width: number, what: string): void => {
    if (node === undefined) return;
    need(nodes[node] !== undefined, `${what}: ${node} is not a node`);
    need(nodes[node].width === width, `${what} has ${nodes[node].width} bits, needs ${width}`);
  };
  const holds = (node: NodeId, op: Op, what: string): void => {
    need(nodes[node]?.op === op, `${what}: node ${node} is not a ${op}`);
    need(held[node]++ === 0, `${what}: node ${node} holds two states`);
  };
  for (const [id, { node, domain, next, enable, init }] of registers.entries()) {
    const what = `register ${id}`;
    holds(node, "register", what);
    need(domains[domain] !== undefined, `${what}: ${domain} is not a domain`);
    wide(next, nodes[node].width, `${what}: next`);
    wide(enable, 1, `${what}: enable`);
    const fits = init === undefined || (init >= 0n && init >> BigInt(nodes[node].width) === 0n);
    need(fits, `${what}: init does not fit`);
  }
  for (const { name, width, depth, init, writes, reads } of memories) {
    need(init.length <= depth, `memory "${name}": ${init.length} initial words for ${depth}`);
    for (const port of writes) {
      const what = `memory "${name}": write port`;
      need(domains[port.domain] !== undefined, `${what}: ${port.domain} is not a domain`);
      wide(port.address, nodes[port.address]?.width, `${what}: address`);
      wide(port.data, width, `${what}: data`);
      wide(port.enable, 1, `${what}: enable`);
      const parts = port.mask === undefined ? 1 : nodes[port.mask].width;
      need(width % parts === 0, `${what}: a mask of ${parts} bits does not divide ${width}`);
    }
    for (const port of reads) {
      const what = `memory "${name}": read port`;
      holds(port.node, "readport", what);
      need(domains[port.domain] !== undefined, `${what}: ${port.domain} is not a domain`);
      wide(port.node, width, `${what}: node`);
      wide(port.address, nodes[port.address]?.width, `${what}: address`);
      wide(port.enable, 1, `${what}: enable`);
    }
  }
  for (const [id, node] of nodes.entries()) {
    const stateful = node.op === "register" || node.op === "readport";
    need(!stateful || held[id] === 1, `node ${id}: a ${node.op} without its entry`);
  }
}

function validateNames({ nodes, domains, signals, checks }: Netlist): void {
  const bit = (node: NodeId, what: string): void => {
    if (nodes[node]?.width !== 1) throw new Error(`${what}: node ${node} is not 1 bit`);
  };
  for (const { name, clock, reset, family } of domains) {
    bit(clock, `clock of domain "${name}"`);
    if (reset) bit(reset.node, `reset of domain "${name}"`);
    if (!domains[family]) throw new Error(`domain "${name}": family ${family} is not a domain`);
  }
  for (const { name, node } of signals) {
    if (!nodes[node]) throw new Error(`signal "${name}": ${node} is not a node`);
  }
  for (const { message, condition } of checks) bit(condition, `check "${message}"`);
}
