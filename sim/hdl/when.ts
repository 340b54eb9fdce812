import { DesignError } from "../netlist/error.ts";
import type { NodeId } from "../netlist/node.ts";
import { callerPlace, type Place } from "../netlist/place.ts";
import type { Bits } from "./bits.ts";
import { type Choose, type Context, context, type Statement } from "./context.ts";
import { checkCondition } from "./faults.ts";
import { Path } from "./path.ts";
import { toWord } from "./word.ts";

/** What may follow a `when`. */
export interface Otherwise {
  elsewhen(condition: Bits<1>, body: () => void): Otherwise;
  otherwise(body: () => void): void;
}

/** The statements of `body` take effect where `condition` is 1; later statements override earlier ones. */
export function when(condition: Bits<1>, body: () => void): Otherwise {
  const here = context("when");
  const choose: Choose = {
    kind: "choose",
    branches: [],
    otherwise: undefined,
    place: here.at(callerPlace()),
  };
  here.block.push(choose);
  return new Chain(here, choose).elsewhen(condition, body);
}

class Chain implements Otherwise {
  private readonly here: Context;
  private readonly choose: Choose;
  /** The way on which no branch so far was taken. */
  private remaining: Path | undefined;

  constructor(here: Context, choose: Choose) {
    this.here = here;
    this.choose = choose;
    this.remaining = here.path;
  }

  elsewhen(condition: Bits<1>, body: () => void): Otherwise {
    const { here, choose, remaining } = this;
    this.check();
    const word = toWord(condition);
    checkCondition(word, "when");
    const place = choose.branches.length === 0 ? choose.place : here.at(callerPlace());
    const node = word.use("when");
    const path = new Path(here, remaining, node, true, place);
    const statements: Statement[] = [];
    choose.branches.push({ condition: node, path, place, body: statements });
    this.remaining = new Path(here, remaining, node, false, place);
    run(here, statements, path, body);
    return this;
  }

  otherwise(body: () => void): void {
    this.check();
    const path = this.remaining as Path;
    const statements: Statement[] = [];
    this.choose.otherwise = { path, body: statements };
    run(this.here, statements, path, body);
  }

  private check(): void {
    const { here, choose } = this;
    if (choose.otherwise === undefined && here.block.at(-1) === choose && context("when") === here) return;
    throw new DesignError(
      "CONTEXT",
      "elsewhen and otherwise follow their when directly, and otherwise comes last",
      [
        { what: "here", place: callerPlace() },
        { what: "the when", place: here.builder.places[choose.place] },
      ],
      "write the chain as one expression: when(…).elsewhen(…).otherwise(…)",
    );
  }
}

function run(here: Context, statements: Statement[], path: Path, body: () => void): void {
  const { block, path: outer } = here;
  here.block = statements;
  here.path = path;
  try {
    body();
  } finally {
    here.block = block;
    here.path = outer;
  }
}

/** The enclosing `when`s and `enable` together, for what takes an enable: memory ports, checks. */
export function enableHere(here: Context, place: Place, enable?: Bits<1>): NodeId | undefined {
  if (enable === undefined) {
    here.at(place);
    return here.path?.node();
  }
  const word = toWord(enable);
  checkCondition(word, "enable");
  const node = word.use("enable");
  const line = here.at(place);
  return here.path === undefined ? node : new Path(here, here.path, node, true, line).node();
}
