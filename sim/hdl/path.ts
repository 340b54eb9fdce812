import type { NodeId, PlaceId } from "../netlist/node.ts";
import type { Context } from "./context.ts";

/**
 * The way to a statement through the `when`s around and before it, as one bit. Most statements become multiplexers
 * and need none, so its nodes are made when they are asked for.
 */
export class Path {
  private readonly here: Context;
  private readonly before: Path | undefined;
  private readonly condition: NodeId;
  private readonly holds: boolean;
  private readonly place: PlaceId;
  private made: NodeId | undefined;

  /** The way `before`, and on where the condition holds, or where it does not. */
  constructor(here: Context, before: Path | undefined, condition: NodeId, holds: boolean, place: PlaceId) {
    this.here = here;
    this.before = before;
    this.condition = condition;
    this.holds = holds;
    this.place = place;
  }

  /** 1 where the statement takes effect. */
  node(): NodeId {
    const open: Path[] = [];
    let last: Path | undefined = this;
    for (; last && last.made === undefined; last = last.before) open.push(last);
    let node = last?.made;
    for (const path of open.reverse()) {
      path.made = path.step(node);
      node = path.made;
    }
    return node as NodeId;
  }

  private step(before: NodeId | undefined): NodeId {
    const { here, condition, holds, place } = this;
    const own = holds ? condition : here.node("not", 1, 1, [condition], undefined, place);
    return before === undefined ? own : here.node("and", 1, 1, [before, own], undefined, place);
  }
}
