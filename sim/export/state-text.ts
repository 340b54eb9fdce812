import type { Domain, Memory, ReadPort, Register } from "../netlist/netlist.ts";
import { assignment } from "./layout.ts";
import { indexBits, literal, unknownBits, zeros } from "./literal.ts";
import type { Nets } from "./nets.ts";
import { binary, concatenation, conditional, primary, type Text, unary } from "./text.ts";

const event = (nets: Nets, { clock, edge }: Domain): string =>
  `${edge === "rise" ? "posedge" : "negedge"} ${nets.name(clock)}`;

/** The registers of a module: a process a domain, those with a reset value apart from those without. */
export function registerText(nets: Nets): string[] {
  const { netlist, unit } = nets;
  const groups = new Map<string, Register[]>();
  for (const id of unit.registers) {
    const register = netlist.registers[id];
    const resets = register.init !== undefined && netlist.domains[register.domain].reset !== undefined;
    const key = `${register.domain} ${resets}`;
    const group = groups.get(key);
    if (group) group.push(register);
    else groups.set(key, [register]);
  }
  return [...groups.values()].flatMap((registers) => ["", ...process(nets, registers)]);
}

function process(nets: Nets, registers: readonly Register[]): string[] {
  const { netlist } = nets;
  const domain = netlist.domains[registers[0].domain];
  const reset = registers[0].init === undefined ? undefined : domain.reset;
  const take = ({ node, next, enable }: Register): Text => {
    const value = nets.text(next);
    return enable === undefined ? value : conditional(nets.text(enable), value, nets.text(node));
  };
  const initial = ({ init, node }: Register): Text => primary(nets.constant(node, init as bigint));
  if (reset?.kind !== "async") {
    const lines = registers.flatMap((register) => {
      const value = reset
        ? conditional(active(nets, domain), initial(register), take(register))
        : take(register);
      return assignment(nets.name(register.node), "<=", value, "    ");
    });
    return [`  always_ff @(${event(nets, domain)}) begin`, ...lines, "  end"];
  }
  const level = reset.active === 1 ? "posedge" : "negedge";
  return [
    `  always_ff @(${event(nets, domain)} or ${level} ${nets.name(reset.node)}) begin`,
    `    if (${active(nets, domain).code}) begin`,
    ...registers.flatMap((register) =>
      assignment(nets.name(register.node), "<=", initial(register), "      "),
    ),
    "    end else begin",
    ...registers.flatMap((register) => assignment(nets.name(register.node), "<=", take(register), "      ")),
    "    end",
    "  end",
  ];
}

/** 1 while the reset of the domain is active. */
function active(nets: Nets, { reset }: Domain): Text {
  const level = nets.text(reset!.node);
  return reset!.active === 1 ? level : unary("~", level);
}

/** The words of the memories of a module, and their ports. */
export function memoryText(nets: Nets): string[] {
  return nets.unit.memories.flatMap((id) => ["", ...oneMemory(nets, id, nets.netlist.memories[id])]);
}

function oneMemory(nets: Nets, id: number, memory: Memory): string[] {
  const { netlist } = nets;
  const name = nets.memory(id);
  const lines: string[] = [];
  const domains = new Set(memory.writes.map(({ domain }) => domain));
  for (const domain of domains) {
    const ports = memory.writes.filter((port) => port.domain === domain);
    // Only one process may be an always_ff of one variable.
    const keyword = domains.size === 1 ? "always_ff" : "always";
    lines.push(`  ${keyword} @(${event(nets, netlist.domains[domain])}) begin`);
    for (const port of ports) {
      const at = wordOf(nets, name, memory.depth, port.address);
      const guards = [...(port.enable === undefined ? [] : [nets.text(port.enable)]), ...at.inside];
      const data = nets.text(port.data);
      const parts = port.mask === undefined ? 1 : netlist.nodes[port.mask].width;
      const each = memory.width / parts;
      for (let part = 0; part < parts; part++) {
        const all =
          parts === 1 && port.mask === undefined
            ? guards
            : [...guards, nets.bits(port.mask as number, part, 1)];
        const condition = all.length === 0 ? "" : `if (${all.reduce((a, b) => binary("&", a, b)).code}) `;
        const [left, value] =
          parts === 1
            ? [at.word, data]
            : [`${at.word}[${range(part * each, each)}]`, nets.bits(port.data, part * each, each)];
        lines.push(...assignment(`${condition}${left}`, "<=", value, "    "));
      }
    }
    lines.push("  end");
  }
  for (const port of memory.reads) {
    const word = taken(nets, name, memory, port);
    const value =
      port.enable === undefined ? word : conditional(nets.text(port.enable), word, nets.text(port.node));
    lines.push(
      `  always_ff @(${event(nets, netlist.domains[port.domain])}) begin`,
      ...assignment(nets.name(port.node), "<=", value, "    "),
      "  end",
    );
  }
  return lines;
}

/** What a read port takes at its edge, the writes of its domain at the same edge considered. */
function taken(nets: Nets, name: string, memory: Memory, port: ReadPort): Text {
  const { nodes } = nets.netlist;
  const { width, depth } = memory;
  const at = wordOf(nets, name, depth, port.address);
  const writes = port.collision === "old" ? [] : memory.writes.filter(({ domain }) => domain === port.domain);
  const masked = port.collision === "new" ? writes.filter(({ mask }) => mask !== undefined) : [];
  const parts = masked.reduce((most, { mask }) => leastCommon(most, nodes[mask as number].width), 1);
  const each = width / parts;
  const texts = Array.from({ length: parts }, (_, part) => {
    const low = part * each;
    let text = primary(parts === 1 ? at.word : `${at.word}[${range(low, each)}]`);
    for (const write of writes) {
      const guards = [binary("==", nets.text(write.address), nets.text(port.address))];
      if (write.enable !== undefined) guards.unshift(nets.text(write.enable));
      if (write.mask !== undefined && port.collision === "new") {
        guards.push(nets.bits(write.mask, Math.floor((low * nodes[write.mask].width) / width), 1));
      }
      const fresh = port.collision === "new" ? nets.bits(write.data, low, each) : primary(unknownBits(each));
      text = conditional(
        guards.reduce((a, b) => binary("&", a, b)),
        fresh,
        text,
      );
    }
    for (const inside of at.inside) text = conditional(inside, text, primary(unknownBits(each)));
    return text;
  });
  return parts === 1 ? texts[0] : concatenation(texts.reverse().map(({ code }) => code));
}

function leastCommon(a: number, b: number): number {
  let multiple = a;
  while (multiple % b !== 0) multiple += a;
  return multiple;
}

const range = (low: number, width: number): string => (width === 1 ? `${low}` : `${low + width - 1}:${low}`);

function wordOf(nets: Nets, name: string, depth: number, address: number) {
  const { width } = nets.netlist.nodes[address];
  const bits = Math.max(1, indexBits(depth));
  const cut = width > bits ? nets.bits(address, 0, bits).code : nets.text(address).code;
  const at = width < bits ? `{${zeros(bits - width)}, ${cut}}` : cut;
  const inside =
    depth >= 2 ** width ? [] : [binary("<", nets.text(address), primary(literal(BigInt(depth), width)))];
  return { word: `${name}[${at}]`, inside };
}
