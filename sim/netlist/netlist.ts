import type { MemoryId, Node, NodeId, PlaceId, ScopeId, TableId } from "./node.ts";
import type { Place } from "./place.ts";

export type DomainId = number;
export type SignalId = number;
export type EnumId = number;

/** An operand that may be left out. */
export type Optional = NodeId | undefined;

/**
 * An elaborated design: flat, typed, engine-neutral, immutable. Everything that steps, writes or measures a design
 * reads this one form. The combinational graph is `nodes` through `args`; state is in the tables beside it.
 */
export interface Netlist {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly registers: readonly Register[];
  readonly memories: readonly Memory[];
  readonly tables: readonly Table[];
  readonly domains: readonly Domain[];
  readonly scopes: readonly Scope[];
  /** Named values. Passes keep the index of each signal and change only the node that it names. */
  readonly signals: readonly Signal[];
  readonly enums: readonly Enum[];
  readonly checks: readonly Check[];
  readonly places: readonly Place[];
}

/** A clock and, where it has one, the reset that goes with it. */
export interface Domain {
  readonly name: string;
  /** 1-bit node: a `clock`, a `gate` or `divide` of one, or any node (a derived clock: settles a delta later). */
  readonly clock: NodeId;
  readonly edge: "rise" | "fall";
  readonly reset: Reset | undefined;
  /** Domains of one family have edges that come from one clock through gates and dividers only: no crossing. */
  readonly family: DomainId;
  readonly place: PlaceId;
}

export interface Reset {
  readonly node: NodeId;
  readonly kind: "sync" | "async";
  /** The level that resets. */
  readonly active: 0 | 1;
}

/** An edge-triggered register. Its value is `nodes[node]`, an op `register`. */
export interface Register {
  readonly node: NodeId;
  readonly domain: DomainId;
  readonly next: NodeId;
  /** 1 bit; while 0 the register holds. Reset goes before enable. */
  readonly enable: Optional;
  /** Value under the domain's reset, and at power-up in a domain without reset; undefined: neither (x at power-up). */
  readonly init: bigint | undefined;
  /** First flop of a synchroniser: may read another domain. */
  readonly synchroniser: boolean;
  readonly place: PlaceId;
}

/** Words of state. Combinational reads are `read` nodes; several writes to one word: the later one in the list wins. */
export interface Memory {
  readonly name: string;
  readonly width: number;
  /** Words; addresses from `depth` up read x and write nothing. */
  readonly depth: number;
  /** Words at power-up, from address 0; what is not given is x. */
  readonly init: readonly bigint[];
  readonly writes: readonly WritePort[];
  readonly reads: readonly ReadPort[];
  readonly scope: ScopeId;
  readonly secret: boolean;
  readonly place: PlaceId;
}

export interface WritePort {
  readonly domain: DomainId;
  readonly address: NodeId;
  readonly data: NodeId;
  readonly enable: Optional;
  /** One bit an equal part of the word, bit 0 for the least significant part. */
  readonly mask: Optional;
  readonly place: PlaceId;
}

/** A registered read: `node` (op `readport`) takes the word at each active edge with enable, and holds otherwise. */
export interface ReadPort {
  readonly node: NodeId;
  readonly domain: DomainId;
  readonly address: NodeId;
  readonly enable: Optional;
  /** What a read sees of a write to the same word at the same edge. */
  readonly collision: "old" | "new" | "x";
  readonly place: PlaceId;
}

/** A read-only table for `lookup` nodes. */
export interface Table {
  readonly name: string;
  readonly width: number;
  readonly words: readonly bigint[];
  readonly place: PlaceId;
}

export interface Scope {
  readonly name: string;
  /** The enclosing scope; the top (entry 0) has none. */
  readonly parent: ScopeId | undefined;
  readonly kind: "module" | "bundle" | "stage";
  /** Name of the module that was instantiated; "" for bundles and stages. */
  readonly module: string;
  readonly place: PlaceId;
}

export interface Signal {
  readonly name: string;
  readonly scope: ScopeId;
  readonly node: NodeId;
  readonly kind: "input" | "output" | "wire" | "register" | "clock" | "reset";
  /** How the designer declared it: 1 for a word, the number of lanes for a vector. */
  readonly lanes: number;
  readonly enumeration: EnumId | undefined;
  /** Waves and logs must not show the value. */
  readonly secret: boolean;
  readonly place: PlaceId;
}

/** Names for the values of a signal, FSM states included. */
export interface Enum {
  readonly name: string;
  readonly width: number;
  readonly members: readonly { readonly name: string; readonly value: number }[];
}

export interface Check {
  /** `assert`: `condition` must be 1 at each active edge of the domain; `cover`: edges at which it is 1 are counted. */
  readonly kind: "assert" | "cover";
  readonly message: string;
  readonly condition: NodeId;
  readonly domain: DomainId;
  readonly scope: ScopeId;
  /** Signals to print with a failure. */
  readonly shown: readonly SignalId[];
  readonly place: PlaceId;
}

/** Dotted path of a scope from the top, the top's own name included. */
export function scopePath(netlist: Netlist, scope: ScopeId): string {
  const names: string[] = [];
  for (let at: ScopeId | undefined = scope; at !== undefined; at = netlist.scopes[at].parent) {
    names.push(netlist.scopes[at].name);
  }
  return names.reverse().join(".");
}

/** Dotted path of a signal from the top, as waves, benches and errors name it. */
export function signalPath(netlist: Netlist, signal: SignalId): string {
  const { scope, name } = netlist.signals[signal];
  return `${scopePath(netlist, scope)}.${name}`;
}

export type { MemoryId, NodeId, ScopeId, TableId };
