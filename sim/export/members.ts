import type { Enum, EnumId, Netlist, NodeId } from "../netlist/netlist.ts";
import { levelOrder } from "../netlist/order.ts";
import { literal } from "./literal.ts";
import { Names } from "./names.ts";

/** The enumerations of a design as a package, and which constants of the design are members of them. */
export class Members {
  /** Name of the package. */
  readonly name: string;
  readonly #netlist: Netlist;
  /** By node, its enumeration, or -1. */
  readonly #of: Int32Array;
  /** By enumeration, the one that stands for it: FSMs of two instances have one each, and they are alike. */
  readonly #as = new Map<EnumId, EnumId>();
  readonly #typeNames = new Map<EnumId, string>();
  /** By enumeration and value. */
  readonly #constants = new Map<EnumId, Map<bigint, string>>();
  readonly #used = new Set<EnumId>();

  constructor(netlist: Netlist, name: string) {
    this.name = name;
    this.#netlist = netlist;
    this.#of = enumerations(netlist);
    const known = new Map<string, EnumId>();
    const names = new Names();
    for (const [id, each] of netlist.enums.entries()) {
      const key = JSON.stringify(each);
      const as = known.get(key);
      this.#as.set(id, as ?? id);
      if (as !== undefined) continue;
      known.set(key, id);
      const type = names.take(identifier(each.name));
      this.#typeNames.set(id, type);
      const constants = each.members.map(
        (member) => [BigInt(member.value), names.take(`${type}_${identifier(member.name)}`)] as const,
      );
      this.#constants.set(id, new Map(constants));
    }
  }

  /** A value of the node by its name in the package; undefined where it has none. */
  nameOf(node: NodeId, value: bigint): string | undefined {
    const as = this.#as.get(this.#of[node]);
    const name = as === undefined ? undefined : this.#constants.get(as)?.get(value);
    if (name === undefined) return undefined;
    this.#used.add(as as EnumId);
    return `${this.name}::${name}`;
  }

  /** A value of the node as the designer's word for it. */
  wordFor(node: NodeId, value: bigint): string | undefined {
    const word = this.#netlist.enums[this.#of[node]]?.members.find(
      (member) => BigInt(member.value) === value,
    );
    return word && identifier(word.name);
  }

  /** The package, of the enumerations whose names were used; "" where there is none. */
  text(): string {
    const types = [...this.#typeNames].filter(([id]) => this.#used.has(id));
    if (types.length === 0) return "";
    const lines = types.flatMap(([id, type]) => ["", ...this.#type(this.#netlist.enums[id], id, type)]);
    const what = "// The enumerations of the design, with their members by name.";
    return [what, `package ${this.name};`, ...lines.slice(1), "endpackage", ""].join("\n");
  }

  #type({ width }: Enum, id: EnumId, type: string): string[] {
    const constants = [...(this.#constants.get(id) as Map<bigint, string>)];
    const rows = constants.map(([value, name]) => `    ${name} = ${literal(value, width)}`);
    return [`  typedef enum logic [${width - 1}:0] {`, rows.join(",\n"), `  } ${type};`];
  }
}

/** Members are any texts: `2-bit`. */
const identifier = (text: string): string => text.replaceAll(/[^A-Za-z0-9_]/g, "_");

/** The enumeration that each node carries: declared, or of what reads it as such. */
function enumerations(netlist: Netlist): Int32Array {
  const { nodes, signals, registers } = netlist;
  const of = new Int32Array(nodes.length).fill(-1);
  for (const { node, enumeration } of signals) if (enumeration !== undefined) of[node] = enumeration;
  const give = (node: NodeId, enumeration: number): void => {
    if (of[node] < 0 && nodes[node].width === netlist.enums[enumeration].width) of[node] = enumeration;
  };
  for (const { node, next } of registers) if (of[node] >= 0) give(next, of[node]);
  const { order } = levelOrder(netlist);
  for (let i = order.length - 1; i >= 0; i--) {
    const { op, args } = nodes[order[i]];
    const own = of[order[i]];
    if (op === "wire" && own >= 0) give(args[0], own);
    if (op === "mux" && own >= 0) for (const arm of args.slice(1)) give(arm, own);
    if (op === "eq" || op === "ne") {
      const [one, two] = args;
      if (of[one] >= 0 && nodes[two].op === "const") give(two, of[one]);
      if (of[two] >= 0 && nodes[one].op === "const") give(one, of[two]);
    }
  }
  return of;
}
