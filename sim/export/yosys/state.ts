import type { Netlist, Register } from "../../netlist/netlist.ts";
import { type Attributes, type Bit, type Bits, type Cells, constant, flag, int, word } from "./cells.ts";

/** What the state of a module needs from around it. */
export interface StateAround {
  readonly netlist: Netlist;
  readonly cells: Cells;
  bitsOf(node: number): Bits;
  /** Gives nets a value at power-up. */
  begin(bits: Bits, value: string): void;
}

/** A register as one of the cells `$dff`, `$dffe`, `$sdff`, `$sdffe`, `$adff`, `$adffe`. Reset goes before enable. */
export function addRegister(register: Register, place: string, around: StateAround): void {
  const { node, domain, next, enable, init } = register;
  const { netlist, cells, bitsOf } = around;
  const { clock, edge, reset } = netlist.domains[domain];
  const { width } = netlist.nodes[node];
  const parameters: Record<string, string> = { WIDTH: int(width), CLK_POLARITY: flag(edge === "rise") };
  const inputs: Record<string, Bits> = { CLK: bitsOf(clock) };
  let type = "dff";
  if (init !== undefined && reset) {
    const pin = reset.kind === "sync" ? "SRST" : "ARST";
    type = reset.kind === "sync" ? "sdff" : "adff";
    parameters[`${pin}_POLARITY`] = flag(reset.active === 1);
    parameters[`${pin}_VALUE`] = word(init, width);
    inputs[pin] = bitsOf(reset.node);
  }
  if (enable !== undefined) {
    type += "e";
    parameters.EN_POLARITY = "1";
    inputs.EN = bitsOf(enable);
  }
  inputs.D = bitsOf(next);
  cells.add({ type: `$${type}`, place, parameters, inputs, outputs: { Q: bitsOf(node) } });
  if (init !== undefined && !reset) around.begin(bitsOf(node), word(init, width));
}

/** A latch, transparent while its enable is `level`. */
function latch(cells: Cells, place: string, enable: Bit, level: boolean, d: Bit, q: Bit): void {
  const parameters: Attributes = { WIDTH: int(1), EN_POLARITY: flag(level) };
  cells.add({ type: "$dlatch", place, parameters, inputs: { EN: [enable], D: [d] }, outputs: { Q: [q] } });
}

/** Integrated clock gating: a latch that is transparent while the clock is low, and the clock through an AND. */
export function addGate(id: number, place: string, { netlist, cells, bitsOf }: StateAround): void {
  const [[clock], [enable]] = netlist.nodes[id].args.map(bitsOf);
  const [held] = cells.nets(1);
  latch(cells, place, clock, false, enable, held);
  const parameters = {
    A_SIGNED: int(0),
    A_WIDTH: int(1),
    B_SIGNED: int(0),
    B_WIDTH: int(1),
    Y_WIDTH: int(1),
  };
  cells.add({
    type: "$and",
    place,
    parameters,
    inputs: { A: [clock], B: [held] },
    outputs: { Y: bitsOf(id) },
  });
}

/**
 * A divider: a counter, and two latches that bring its level out with the next rising edge of the clock that it divides,
 * at one with that edge even where nothing takes time, which the output of a flip-flop would not be.
 */
export function addDivider(id: number, by: number, place: string, around: StateAround): void {
  const { netlist, cells, bitsOf, begin } = around;
  const [clock] = bitsOf(netlist.nodes[id].args[0]);
  if (by === 1) {
    const parameters = { A_SIGNED: int(0), A_WIDTH: int(1), Y_WIDTH: int(1) };
    cells.add({ type: "$pos", place, parameters, inputs: { A: [clock] }, outputs: { Y: bitsOf(id) } });
    return;
  }
  const width = Math.ceil(Math.log2(by));
  const number = (value: number): Bits => constant(BigInt(value), width);
  const count = cells.nets(width);
  const isLast = cells.binary("$eq", place, [count, number(by - 1)], 1)[0];
  const more = cells.binary("$add", place, [count, number(1)], width);
  const parameters = { WIDTH: int(width), CLK_POLARITY: "1" };
  const inputs = { CLK: [clock], D: cells.mux(place, isLast, number(0), more) };
  cells.add({ type: "$dff", place, parameters, inputs, outputs: { Q: count } });
  begin(count, word(0n, width));
  const [isHigh] = cells.binary("$lt", place, [count, number(Math.floor(by / 2))], 1);
  const held = cells.nets(1);
  latch(cells, place, clock, false, isHigh, held[0]);
  begin(held, "1"); // the first edge rises
  latch(cells, place, clock, true, held[0], bitsOf(id)[0]);
  begin(bitsOf(id), "0");
}
