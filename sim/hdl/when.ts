import { DesignError } from "../netlist/error.ts";
import type { NodeId } from "../netlist/node.ts";
import { callerPlace, type Place } from "../netlist/place.ts";
import type { Bits } from "./bits.ts";
import { type Choose, type Context, context, type Statement } from "./context.ts";
import { describe, pointers, toWord } from "./word.ts";

/** What may follow a `when`. */
export interface Otherwise {
  elsewhen(condition: Bits<1>, body: () => void): Otherwise;
  otherwise(body: () => void): void;
}

/** The statements of `body` take effect where `condition` is 1; later statements override earlier ones. */
export function when(condition: Bits<1>, body: () => void): Otherwise {
  const here = context("when");
  const choose: Choose = { kind: "choose", branches: [], otherwise: undefined, place: callerPlace() };
  here.block.push(choose);
  return new Chain(here, choose).elsewhen(condition, body);
}

class Chain implements Otherwise {
  private readonly here: Context;
  private readonly choose: Choose;
  /** The path on which no branch so far was taken. */
  private remaining: NodeId | undefined;

  constructor(here: Context, choose: Choose) {
    this.here = here;
    this.choose = choose;
    this.remaining = here.path;
  }

  elsewhen(condition: Bits<1>, body: () => void): Otherwise {
    const { here } = this;
    this.check();
    const word = toWord(condition);
    word.flat("when");
    if (word.width !== 1) {
      throw new DesignError(
        "WIDTH",
        `when needs a condition of 1 bit; ${describe(word)} is ${word.width} bits`,
        pointers(word),
        "compare it with eq or ne, or reduce it with orR",
      );
    }
    const place = callerPlace();
    here.at(place);
    const statements: Statement[] = [];
    const node = word.use("when");
    this.choose.branches.push({ condition: node, place, body: statements });
    const taken = conjoin(here, this.remaining, node);
    this.remaining = conjoin(here, this.remaining, here.node("not", 1, 1, [node], undefined));
    run(here, statements, taken, body);
    return this;
  }

  otherwise(body: () => void): void {
    this.check();
    const statements: Statement[] = [];
    this.choose.otherwise = statements;
    run(this.here, statements, this.remaining, body);
  }

  private check(): void {
    const { here, choose } = this;
    if (choose.otherwise === undefined && here.block.at(-1) === choose && context("when") === here) return;
    throw new DesignError(
      "CONTEXT",
      "elsewhen and otherwise follow their when directly, and otherwise comes last",
      [
        { what: "here", place: callerPlace() },
        { what: "the when", place: choose.place },
      ],
      "write the chain as one expression: when(…).elsewhen(…).otherwise(…)",
    );
  }
}

function run(here: Context, statements: Statement[], path: NodeId | undefined, body: () => void): void {
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

const conjoin = (here: Context, path: NodeId | undefined, condition: NodeId): NodeId =>
  path === undefined ? condition : here.node("and", 1, 1, [path, condition], undefined);

/** The enclosing conditions and `enable` together, for what takes an enable: memory ports, checks. */
export function enableHere(here: Context, place: Place, enable: Bits<1> | undefined): NodeId | undefined {
  here.at(place);
  if (enable === undefined) return here.path;
  return conjoin(here, here.path, toWord(enable).use("enable"));
}
