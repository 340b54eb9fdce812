import { CompiledEngine, type CompiledOptions } from "../../../sim/compiled/engine.ts";
import { EventEngine, type EventOptions } from "../../../sim/event/kernel.ts";
import { NetlistBuilder } from "../../../sim/netlist/builder.ts";
import type { ClockTiming, Engine } from "../../../sim/netlist/engine.ts";
import type { Domain, NodeId, Register, Signal } from "../../../sim/netlist/netlist.ts";
import type { NodeAttr, Op } from "../../../sim/netlist/node.ts";
import { planes } from "../../reference/evaluate.ts";
import type { BitString } from "../../reference/operators.ts";
import { drive, peek } from "./drive.ts";

/** A clock that rises at 10, 20, 30 ps and falls between. */
export const TEN: ClockTiming = { period: 10, phase: 10, high: 5 };

/** A small netlist made by hand, with places to point at: `line` is the line of what is made next. */
export class Design extends NetlistBuilder {
  line = 1;

  constructor() {
    super("top");
    this.scope({ name: "top", parent: undefined, kind: "module", module: "Top", place: 0 });
  }

  here(): number {
    return this.place({ file: "design.ts", line: this.line, column: 1 });
  }

  /** Names a node; named nodes have storage. */
  named(name: string, node: NodeId, kind: Signal["kind"] = "wire"): NodeId {
    const place = this.here();
    this.signal({ name, scope: 0, node, kind, lanes: 1, enumeration: undefined, secret: false, place });
    return node;
  }

  input(name: string, width = 1): NodeId {
    return this.named(name, this.node("input", width, 1, [], undefined), "input");
  }

  /** A constant in characters 0 1 x z. */
  bits(text: BitString): NodeId {
    const { value, unknown } = planes(text);
    return this.constant(value, text.length, unknown);
  }

  op<O extends Op>(op: O, width: number, args: readonly NodeId[], attr?: NodeAttr<O>, lanes = 1): NodeId {
    return this.node(op, width, lanes, args, attr as NodeAttr<O>, this.here());
  }

  clockNode(): NodeId {
    return this.node("clock", 1, 1, [], undefined);
  }

  clocked(name: string, clock: NodeId, more: Partial<Domain> = {}): number {
    const place = this.here();
    return this.domain({ name, clock, edge: "rise", reset: undefined, family: 0, place, ...more });
  }

  /** A named register; `next` may be given later through `registers`. */
  flop(
    name: string,
    width: number,
    domain: number,
    next: NodeId | undefined,
    more: Partial<Register> = {},
  ): NodeId {
    const node = this.named(name, this.node("register", width, 1, [], undefined), "register");
    this.register({
      node,
      domain,
      next: next ?? node,
      enable: undefined,
      init: 0n,
      synchroniser: false,
      place: this.here(),
      ...more,
    });
    return node;
  }

  run(options?: EventOptions): Run {
    return new Run(new EventEngine(this.finish(), options));
  }

  compiled(options?: CompiledOptions): Run {
    return new Run(new CompiledEngine(this.finish(), options));
  }
}

/** An engine, read and driven by name in characters 0 1 x z. */
export class Run {
  readonly engine: Engine;
  readonly #nodes: ReadonlyMap<string, NodeId>;

  constructor(engine: Engine) {
    this.engine = engine;
    this.#nodes = new Map(engine.netlist.signals.map(({ name, node }) => [name, node]));
  }

  node(name: string): NodeId {
    const node = this.#nodes.get(name);
    if (node === undefined) throw new Error(`no signal ${name}`);
    return node;
  }

  get(name: string): BitString {
    return peek(this.engine, this.node(name));
  }

  /** Drives inputs and settles: phase 8. */
  set(values: Readonly<Record<string, BitString>>): this {
    for (const [name, value] of Object.entries(values)) drive(this.engine, this.node(name), value);
    this.engine.settle();
    return this;
  }

  /** Goes on to `time` through all events before and at it. */
  to(time: number): this {
    while (this.engine.nextEvent() <= time) this.engine.advance(this.engine.nextEvent());
    if (this.engine.time < time) this.engine.advance(time);
    return this;
  }
}
