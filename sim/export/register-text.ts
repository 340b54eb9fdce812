import type { Register } from "../netlist/netlist.ts";
import { event, inReset } from "./clock-text.ts";
import { assignment } from "./layout.ts";
import type { Nets } from "./nets.ts";
import { conditional, type Text } from "./text.ts";

/** The registers of a module: a process a domain, those with a reset value apart from those without. */
export function registerText(nets: Nets, isExact: boolean): string[] {
  const { registers, domains } = nets.netlist;
  const groups = new Map<string, Register[]>();
  for (const id of nets.unit.registers) {
    const { domain, init } = registers[id];
    const key = `${domain} ${init !== undefined && domains[domain].reset !== undefined}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(registers[id]);
  }
  return [...groups.values()].flatMap((group) => ["", ...processText(nets, group, isExact)]);
}

function processText(nets: Nets, registers: readonly Register[], isExact: boolean): string[] {
  const domain = nets.netlist.domains[registers[0].domain];
  const reset = registers[0].init === undefined ? undefined : domain.reset;
  const take = ({ next, enable, node }: Register): Text =>
    enable === undefined ? nets.text(next) : conditional(nets.text(enable), nets.text(next), nets.text(node));
  const initial = ({ node, init }: Register): Text => nets.constant(node, init as bigint);
  const all = (value: (register: Register) => Text, indent: string): string[] =>
    registers.flatMap((register) =>
      assignment(nets.variable(register.node) as string, "<=", value(register), indent),
    );
  const begin = (events: string): string => `  always_ff @(${events}) begin`;
  if (!reset) return [begin(event(nets, domain)), ...all(take, "    "), "  end"];
  const condition = inReset(nets, domain);
  if (reset.kind === "sync" && isExact) {
    const value = (register: Register): Text => conditional(condition, initial(register), take(register));
    return [begin(event(nets, domain)), ...all(value, "    "), "  end"];
  }
  const comes = `${reset.active === 1 ? "posedge" : "negedge"} ${nets.name(reset.node)}`;
  return [
    begin(reset.kind === "sync" ? event(nets, domain) : `${event(nets, domain)} or ${comes}`),
    `    if (${condition.code.replace("~", "!")}) begin`,
    ...all(initial, "      "),
    "    end else begin",
    ...all(take, "      "),
    "    end",
    "  end",
  ];
}
