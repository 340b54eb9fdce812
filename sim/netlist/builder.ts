import type {
  Check,
  Domain,
  DomainId,
  Enum,
  EnumId,
  Memory,
  Netlist,
  ReadPort,
  Register,
  Scope,
  ScopeId,
  Signal,
  SignalId,
  Table,
  WritePort,
} from "./netlist.ts";
import type { MemoryId, Node, NodeAttr, NodeId, Op, PlaceId, TableId } from "./node.ts";
import { NOWHERE, type Place } from "./place.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Grows a netlist node by node; `finish` hands it over and ends the builder's use. */
export class NetlistBuilder {
  readonly nodes: Node[] = [];
  readonly registers: Mutable<Register>[] = [];
  readonly memories: Array<Mutable<Memory> & { writes: WritePort[]; reads: ReadPort[] }> = [];
  readonly tables: Table[] = [];
  readonly domains: Domain[] = [];
  readonly scopes: Scope[] = [];
  readonly signals: Mutable<Signal>[] = [];
  readonly enums: Enum[] = [];
  readonly checks: Check[] = [];
  readonly places: Place[] = [NOWHERE];
  readonly name: string;
  /** Nodes before this one have their place. */
  private placed = 0;

  constructor(name: string) {
    this.name = name;
  }

  place(place: Place): PlaceId {
    return this.places.push(place) - 1;
  }

  /** The place of a statement, which the nodes made since the last one take unless they have their own. */
  statement(place: Place): PlaceId {
    const id = this.place(place);
    for (; this.placed < this.nodes.length; this.placed++) {
      const node: Mutable<Node> = this.nodes[this.placed];
      if (node.place === 0) node.place = id;
    }
    return id;
  }

  node<O extends Op>(
    op: O,
    width: number,
    lanes: number,
    args: readonly NodeId[],
    attr: NodeAttr<O>,
    place: PlaceId = 0,
    scope: ScopeId = 0,
  ): NodeId {
    return this.nodes.push({ op, width, lanes, args, attr, place, scope } as Node) - 1;
  }

  constant(value: bigint, width: number, unknown = 0n): NodeId {
    return this.node("const", width, 1, [], { value, unknown });
  }

  /** Gives a wire node its driver, which may have been made after it. */
  drive(wire: NodeId, driver: NodeId): void {
    (this.nodes[wire] as Mutable<Node>).args = [driver];
  }

  register(register: Register): void {
    this.registers.push(register);
  }

  memory(memory: Omit<Memory, "writes" | "reads">): MemoryId {
    return this.memories.push({ ...memory, writes: [], reads: [] }) - 1;
  }

  table(table: Table): TableId {
    return this.tables.push(table) - 1;
  }

  domain(domain: Domain): DomainId {
    return this.domains.push(domain) - 1;
  }

  scope(scope: Scope): ScopeId {
    return this.scopes.push(scope) - 1;
  }

  signal(signal: Signal): SignalId {
    return this.signals.push(signal) - 1;
  }

  enumeration(enumeration: Enum): EnumId {
    return this.enums.push(enumeration) - 1;
  }

  check(check: Check): void {
    this.checks.push(check);
  }

  finish(): Netlist {
    const { name, nodes, registers, memories, tables, domains, scopes, signals, enums, checks, places } =
      this;
    return { name, nodes, registers, memories, tables, domains, scopes, signals, enums, checks, places };
  }
}
