import type { NetlistBuilder } from "../netlist/builder.ts";
import { DesignError } from "../netlist/error.ts";
import type { DomainId, ScopeId, SignalId } from "../netlist/netlist.ts";
import type { NodeAttr, NodeId, Op, PlaceId } from "../netlist/node.ts";
import { callerPlace, type Place } from "../netlist/place.ts";
import type { Enumeration } from "./enumeration.ts";
import { count } from "./literal.ts";
import type { Path } from "./path.ts";
import type { Rom } from "./rom.ts";
import { MAX_WIDTH } from "./types.ts";

/** A net that statements assign: a wire, an output, an instance's input, or a register's next value. */
export interface Target {
  readonly kind: "wire" | "register";
  readonly name: string;
  /** The wire or register node. */
  readonly node: NodeId;
  readonly width: number;
  /** The module whose statements may assign it. */
  readonly owner: Context;
  readonly place: Place;
  /** Receives the resolved driver at the end of the module body. */
  readonly settle: (driver: NodeId) => void;
}

export interface Assign {
  readonly kind: "assign";
  readonly target: Target;
  readonly low: number;
  readonly width: number;
  readonly value: NodeId;
  readonly place: PlaceId;
}

export interface Branch {
  /** 1 where the branch is taken, if none before it is. */
  readonly condition: NodeId;
  /** 1 where the branch is taken. */
  readonly path: Path;
  readonly place: PlaceId;
  readonly body: Statement[];
}

export interface Choose {
  readonly kind: "choose";
  readonly branches: Branch[];
  otherwise: { readonly path: Path; readonly body: Statement[] } | undefined;
  readonly place: PlaceId;
}

export type Statement = Assign | Choose;

/** What all modules of one elaboration share. */
export interface Elaboration {
  readonly builder: NetlistBuilder;
  readonly tables: Map<Rom, number>;
  readonly enums: Map<Enumeration, number>;
  /** Nodes whose values are secret though no signal there says so. */
  readonly secrets: Set<NodeId>;
}

/** The body of one module instance while it runs. */
export class Context {
  readonly shared: Elaboration;
  readonly scope: ScopeId;
  readonly module: string;
  readonly targets: Target[] = [];
  readonly names = new Map<string, Place>();
  /** The top of the design, at whose pins the clocks are. */
  readonly top: Context;
  readonly statements: Statement[] = [];
  /** Where the next statement goes: the body of the innermost `when`. */
  block: Statement[] = this.statements;
  /** The enclosing `when`s, for what takes an enable instead of a multiplexer. */
  path: Path | undefined;
  domain: DomainId;

  constructor(shared: Elaboration, scope: ScopeId, module: string, domain: DomainId, top?: Context) {
    this.shared = shared;
    this.scope = scope;
    this.module = module;
    this.domain = domain;
    this.top = top ?? this;
  }

  get builder(): NetlistBuilder {
    return this.shared.builder;
  }

  /** A node of the module; without a place it takes that of the statement that it is for (see `at`). */
  node<O extends Op>(
    op: O,
    width: number,
    lanes: number,
    args: readonly NodeId[],
    attr: NodeAttr<O>,
    place: PlaceId = 0,
  ): NodeId {
    if (!(width >= 1 && width <= MAX_WIDTH)) {
      throw new DesignError(
        "SIZE",
        `${op} makes ${count(width, "bit")}`,
        [{ what: "here", place: callerPlace() }],
        `keep words and vectors within 1 to ${MAX_WIDTH} bits`,
      );
    }
    return this.builder.node(op, width, lanes, args, attr, place, this.scope);
  }

  constant(value: bigint, width: number): NodeId {
    return this.node("const", width, 1, [], { value, unknown: 0n });
  }

  /** A statement: the operators written since the last one stand at this place. */
  at(place: Place): PlaceId {
    return this.builder.statement(place);
  }

  /** Refuses what waves and exports could not name. */
  spell(name: string, place: Place): void {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return;
    throw new DesignError(
      "NAME",
      `"${name}" cannot be a name in module ${this.module}`,
      [{ what: "here", place }],
      "use letters, digits and _, beginning with a letter",
    );
  }

  /** Takes a name in this module, once. */
  claim(name: string, place: Place): void {
    this.spell(name, place);
    const taken = this.names.get(name);
    if (taken) {
      throw new DesignError(
        "NAME",
        `the name ${name} is used twice in module ${this.module}`,
        [
          { what: "again", place },
          { what: "first", place: taken },
        ],
        "give each signal, instance and memory a name of its own",
      );
    }
    this.names.set(name, place);
  }
}

/** The signal that a handle stands for, in whole or in part. */
export interface Named {
  readonly name: string;
  /** Bits of the signal. */
  readonly width: number;
  readonly signal: SignalId;
  readonly place: Place;
}

let ambient: Context | undefined;

/** The module body that is being elaborated; an error where there is none. */
export function context(construct: string): Context {
  if (ambient) return ambient;
  throw new DesignError(
    "CONTEXT",
    `${construct} is used outside a module body`,
    [{ what: "here", place: callerPlace() }],
    "call it inside the function given to module()",
  );
}

/** Runs a module body in its context. Elaboration is synchronous, so the ambient context is never seen from outside. */
export function within<T>(inner: Context, body: () => T): T {
  const outer = ambient;
  ambient = inner;
  try {
    return body();
  } finally {
    ambient = outer;
  }
}
