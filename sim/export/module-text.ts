import type { NodeId } from "../netlist/netlist.ts";
import type { PlaceId } from "../netlist/node.ts";
import { arrayText, vector } from "./array-text.ts";
import { checkText } from "./check-text.ts";
import { delayedClockText, dividerText, gateText } from "./clock-text.ts";
import type { Unit } from "./hierarchy.ts";
import { assignment, wrap } from "./layout.ts";
import { literal } from "./literal.ts";
import { memoryText } from "./memory-text.ts";
import { type Net, type Nets, range } from "./nets.ts";
import { registerText } from "./register-text.ts";

/** What the text of a module needs from around it. */
export interface Around {
  netsOf(unit: Unit): Nets;
  /** The SystemVerilog module that an instance is of. */
  moduleOf(unit: Unit): string;
  /** `file:line`, or "" where it is not known. */
  place(place: PlaceId): string;
  /** Wires that pass a clock on a delta late. */
  readonly delayed: ReadonlySet<NodeId>;
  readonly isExact: boolean;
}

/** The text of a module without its name: what stands before `module NAME`, and what follows it. */
export interface ModuleText {
  readonly before: string;
  readonly after: string;
}

export function moduleText(nets: Nets, around: Around): ModuleText {
  const { unit, netlist } = nets;
  const values = [
    ...byTarget(nets).flatMap((net) => netText(nets, net, around)),
    ...nets
      .aliases()
      .flatMap(({ signal, name }) =>
        assignment(`assign ${name}`, "=", nets.text(netlist.signals[signal].node), "  "),
      ),
  ];
  const instances = unit.children.flatMap((child) => ["", ...instanceText(nets, child, around)]);
  const state = [...memoryText(nets, around.isExact), ...registerText(nets, around.isExact)];
  const checks = nets.aside(() => checkText(nets));
  const news = newPlaces(around);
  const variables = variablesOf(nets, news);
  const arrays = arrayText(nets, (place) => comment(news(place)));
  const ports = unit.ports.map(
    (port) => `  ${port.direction.padEnd(6)} ${vector(netlist.nodes[port.node].width)}${nets.portName(port)}`,
  );
  const body = [
    ports.length === 0 ? "();" : `(\n${ports.join(",\n")}\n);`,
    ...variables.map(({ text }) => text),
    ...(variables.length > 0 ? arrays : arrays.slice(1)),
    ...instances,
    ...(values.length > 0 ? ["", ...values] : []),
    ...state,
    ...checks,
    "endmodule",
  ];
  const waivers = waiversOf(nets, variables);
  const before = waivers.map(({ code, why }) => [...why, `// verilator lint_off ${code}`, ""].join("\n"));
  const after = waivers.map(({ code }) => `// verilator lint_on ${code}`);
  const text = [...body, ...after, ""].join("\n");
  return { before: before.join(""), after: text.replaceAll(/\n{3,}/g, "\n\n") };
}

/** What goes into one variable stands together, in the order in which the designer named them. */
function byTarget(nets: Nets): Net[] {
  const rank = new Map<string, number>();
  const see = (name: string): void => void (rank.has(name) || rank.set(name, rank.size));
  for (const signal of nets.unit.signals) see(nets.signal(signal));
  for (const { into } of nets.nets) see(into);
  const of = ({ into }: Net): number => rank.get(into) as number;
  return [...nets.nets].sort((one, two) => of(one) - of(two));
}

interface Variable {
  readonly name: string;
  readonly node: NodeId;
  readonly text: string;
}

/** What is declared in the module: the designer's names in their order, with their places, then made ones. */
function variablesOf(nets: Nets, news: (place: PlaceId) => string): Variable[] {
  const { netlist, unit } = nets;
  const ports = new Set(unit.ports.map((port) => nets.portName(port)));
  const made = new Map<string, Variable>();
  const declare = (name: string | undefined, node: NodeId, lanes = 1, place?: PlaceId): void => {
    if (name === undefined || ports.has(name) || made.has(name)) return;
    const { width } = netlist.nodes[node];
    const said = comment(
      lanes > 1 ? `${lanes} x ${width / lanes}` : "",
      place === undefined ? "" : news(place),
    );
    made.set(name, { name, node, text: `  ${vector(width)}${name}${powerUp(nets, node)};${said}` });
  };
  for (const id of unit.signals) {
    const { node, lanes, place, kind } = netlist.signals[id];
    const isOwn = kind === "wire" || kind === "register";
    if (isOwn) declare(nets.signal(id), node, lanes, place);
  }
  for (const [node] of unit.risen) declare(nets.variable(node), node);
  for (const { name, node } of nets.nets) declare(name, node);
  return [...made.values()];
}

/** A place where it is another one than that of the declaration before. */
function newPlaces({ place }: Around): (id: PlaceId) => string {
  let last = "";
  return (id) => {
    const before = last;
    last = place(id);
    return last === before ? "" : last;
  };
}

const comment = (...parts: string[]): string => {
  const said = parts.filter((part) => part !== "");
  return said.length === 0 ? "" : `  // ${said.join(", ")}`;
};

/** A register of a domain without reset begins at its value. */
function powerUp(nets: Nets, node: NodeId): string {
  const register = nets.registerOf(node);
  if (register?.init === undefined || nets.netlist.domains[register.domain].reset) return "";
  return ` = ${literal(register.init, nets.netlist.nodes[node].width)}`;
}

function instanceText(nets: Nets, child: Unit, around: Around): string[] {
  const inner = around.netsOf(child);
  const pins = child.ports.map((port) => {
    const isRead = nets.unit.risen.get(port.node) === child && child.leaves.get(port.node) === port;
    const outer =
      port.direction === "input" ? nets.text(port.node).code : isRead ? nets.variable(port.node) : "";
    return `    .${inner.portName(port)}(${outer})`;
  });
  const head = `  ${around.moduleOf(child)} ${nets.instances.get(child)} (`;
  return pins.length === 0 ? [`${head});`] : [head, ...pins.join(",\n").split("\n"), "  );"];
}

function netText(nets: Nets, { name, node: id, value }: Net, around: Around): string[] {
  const node = nets.netlist.nodes[id];
  if (node.op === "gate") return gateText(nets, id, name, around.isExact);
  if (node.op === "divide") return dividerText(nets, id, name, node.attr.by);
  if (around.delayed.has(id)) return delayedClockText(nets, id, name);
  return value ? assignment(`assign ${name}`, "=", value, "  ") : [];
}

interface Waiver {
  readonly code: string;
  readonly why: readonly string[];
}

/** Warnings of Verilator about what the design means to be so. */
function waiversOf(nets: Nets, variables: readonly Variable[]): Waiver[] {
  const { unit, netlist } = nets;
  const inputs = unit.ports.filter(({ direction }) => direction === "input");
  const held = [
    ...inputs.map((port) => ({ name: nets.portName(port), width: netlist.nodes[port.node].width })),
    ...variables.map(({ name, node }) => ({ name, width: netlist.nodes[node].width })),
    ...unit.memories.map((id) => ({ name: nets.memoryVariable(id), width: netlist.memories[id].width })),
  ];
  const unread = held.flatMap(({ name, width }) => unreadBits(name, width, nets.unread(name, width)));
  const waivers: Waiver[] = [];
  if (unread.length > 0)
    waivers.push({
      code: "UNUSEDSIGNAL",
      why: wrap(`Not read in this module, assertions aside: ${unread.join(", ")}.`, "// ", "// "),
    });
  const isOpen = unit.children.some((child) =>
    child.ports.some(
      (port) =>
        port.direction === "output" &&
        !(unit.risen.get(port.node) === child && child.leaves.get(port.node) === port),
    ),
  );
  if (isOpen)
    waivers.push({
      code: "PINCONNECTEMPTY",
      why: ["// Outputs of instances that nothing reads are left open."],
    });
  return waivers;
}

function unreadBits(name: string, width: number, bits: bigint): string[] {
  if (bits === 0n) return [];
  if (bits === (1n << BigInt(width)) - 1n) return [name];
  const runs: string[] = [];
  for (let low = 0; low < width; ) {
    let end = low;
    while (end < width && (bits >> BigInt(end)) & 1n) end++;
    if (end > low) runs.push(`${name}[${range(low, end - low)}]`);
    low = end + 1;
  }
  return runs;
}
