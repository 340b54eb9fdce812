import type { PlaceId } from "../netlist/node.ts";
import type { Unit, UnitPort } from "./hierarchy.ts";
import { assignment, wrap } from "./layout.ts";
import { literal } from "./literal.ts";
import type { Net, Nets } from "./nets.ts";
import { memoryText, registerText } from "./state-text.ts";

/** What the text of a module needs from around it. */
export interface Around {
  /** The nets of an instance's own module. */
  nets(unit: Unit): Nets;
  /** The name of the SystemVerilog module that an instance is of. */
  moduleOf(unit: Unit): string;
  /** `file:line`, or "" where it is not known. */
  place(place: PlaceId): string;
  readonly delayed: ReadonlySet<number>;
}

/** The text of a module from its ports on, without its name. */
export function moduleText(nets: Nets, around: Around): string {
  const { netlist, unit } = nets;
  const lines: string[] = [];
  const ports = unit.ports.map((port) => `  ${port.direction.padEnd(6)} ${declaration(nets, port)}`);
  lines.push(ports.length === 0 ? "();" : `(\n${ports.join(",\n")}\n);`);
  const inPorts = new Set(unit.ports.map((port) => nets.portName(port)));
  const declared = new Set<string>();
  const variable = (name: string, width: number, lanes: number, place: PlaceId, more = ""): void => {
    if (inPorts.has(name) || declared.has(name)) return;
    declared.add(name);
    const where = around.place(place);
    lines.push(
      `  ${vector(width)}${name}${more};${comment(lanes > 1 ? `${lanes} x ${width / lanes}` : "", where)}`,
    );
  };
  for (const [node, child] of unit.risen) {
    const { width, lanes, place } = netlist.nodes[node];
    if (child) variable(nets.name(node), width, lanes, place);
  }
  for (const { name, node } of nets.nets) {
    const { width, lanes, place } = netlist.nodes[node];
    variable(name, width, lanes, place, powerUp(nets, node));
  }
  for (const { name, signal } of nets.aliases()) {
    const { node, place } = netlist.signals[signal];
    variable(name, netlist.nodes[node].width, 1, place);
  }
  lines.push(...tables(nets), ...memories(nets));
  for (const child of unit.children) lines.push("", ...instance(nets, child, around));
  lines.push("");
  for (const net of nets.nets) lines.push(...netText(nets, net, around));
  for (const { name, text } of nets.aliases()) lines.push(...assignment(`assign ${name}`, "=", text, "  "));
  lines.push(...memoryText(nets), ...registerText(nets));
  lines.push("endmodule", "");
  return lines.join("\n");
}

const vector = (width: number): string => (width === 1 ? "logic " : `logic [${width - 1}:0] `);
const comment = (...parts: string[]): string => {
  const said = parts.filter((part) => part !== "");
  return said.length === 0 ? "" : `  // ${said.join(", ")}`;
};

function declaration(nets: Nets, port: UnitPort): string {
  return `${vector(nets.netlist.nodes[port.node].width)}${nets.portName(port)}`;
}

/** A register of a domain without reset begins at its value. */
function powerUp(nets: Nets, node: number): string {
  const { registers, domains, nodes } = nets.netlist;
  if (nodes[node].op !== "register") return "";
  const register = nets.unit.registers.map((id) => registers[id]).find((each) => each.node === node);
  if (register?.init === undefined || domains[register.domain].reset) return "";
  return ` = ${literal(register.init, nodes[node].width)}`;
}

function instance(nets: Nets, child: Unit, around: Around): string[] {
  const inner = around.nets(child);
  const pins = child.ports.map((port) => {
    const name = inner.portName(port);
    if (port.direction === "input") return `    .${name}(${nets.text(port.node).code})`;
    const read = nets.unit.risen.get(port.node) === child && child.leaves.get(port.node) === port;
    return `    .${name}(${read ? nets.name(port.node) : ""})`;
  });
  const head = `  ${around.moduleOf(child)} ${nets.instanceNames.get(child)} (`;
  return pins.length === 0
    ? [`${head});`]
    : [head, ...pins.map((pin, i) => (i < pins.length - 1 ? `${pin},` : pin)), "  );"];
}

function netText(nets: Nets, { name, node, value }: Net, around: Around): string[] {
  const { op, args, attr } = nets.netlist.nodes[node];
  if (op === "gate") {
    const [clock, enable] = args.map((arg) => nets.text(arg).code);
    return [
      `  logic ${name}_latch;`,
      `  always_latch if (!${clock}) ${name}_latch = ${enable};`,
      `  assign ${name} = ${clock} & ${name}_latch;`,
    ];
  }
  if (op === "divide") {
    const [clock] = args.map((arg) => nets.text(arg).code);
    const bits = Math.max(1, Math.ceil(Math.log2(attr.by)));
    const end = literal(BigInt(attr.by - 1), bits);
    return [
      `  logic [${bits - 1}:0] ${name}_count = ${bits}'d0;`,
      `  always_ff @(posedge ${clock}) ${name}_count <= ${name}_count == ${end} ? ${bits}'d0 : ${name}_count + ${bits}'d1;`,
      "  /* verilator lint_off BLKSEQ */",
      `  initial ${name} = 1'b0;`,
      `  always @(posedge ${clock}) ${name} = ${name}_count < ${literal(BigInt(Math.floor(attr.by / 2)), bits)};`,
      "  /* verilator lint_on BLKSEQ */",
    ];
  }
  if (around.delayed.has(node)) {
    const [clock] = args.map((arg) => nets.text(arg).code);
    return [`  always @(${clock}) ${name} <= ${clock};`];
  }
  return value ? assignment(`assign ${name}`, "=", value, "  ") : [];
}

function tables(nets: Nets): string[] {
  return nets.tables.flatMap((id) => {
    const { width, words } = nets.netlist.tables[id];
    return ["", ...array(nets.table(id), width, words.length, words)];
  });
}

function memories(nets: Nets): string[] {
  return nets.unit.memories.flatMap((id) => {
    const { width, depth, init } = nets.netlist.memories[id];
    return ["", ...array(nets.memory(id), width, depth, init)];
  });
}

function array(name: string, width: number, depth: number, words: readonly bigint[]): string[] {
  const lines = [`  ${vector(width)}${name} [0:${depth - 1}];`];
  if (words.length === 0) return lines;
  const digits = Math.ceil(width / 4);
  const list = words.map((word) => `${width}'h${word.toString(16).padStart(digits, "0")}`).join(", ");
  const at = `${words.length - 1} - i`;
  return [
    ...lines,
    `  localparam logic [${width * words.length - 1}:0] ${name}_words = {`,
    ...wrap(list, "    "),
    "  };",
    `  initial for (int i = 0; i < ${words.length}; i++) ${name}[i] = ${name}_words[${width} * (${at}) +: ${width}];`,
  ];
}
