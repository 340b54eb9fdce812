import { type Bits, mux, type Source, type Wire, wires } from "../../sim/hdl/index.ts";

/**
 * Two streams as one, in the same cycle; `first` goes before `second` where both have an item. A waiting item of
 * `second` may be overtaken, so what comes out holds only where a stage or a register follows. `name` begins the names
 * of the two nets.
 */
export function merge<F extends Readonly<Record<string, Bits>>>(
  name: string,
  first: Source<F>,
  second: Source<F>,
): Source<F> {
  const nets = wires({ [`${name}_valid`]: 1, [`${name}_ready`]: 1 });
  const valid = nets[`${name}_valid`] as Wire<Bits<1>>;
  const ready = nets[`${name}_ready`] as Wire<Bits<1>>;
  valid.drive(first.valid.or(second.valid));
  first.ready.drive(ready);
  second.ready.drive(ready.and(first.valid.not()));
  const fields = Object.keys(first.payload).map((field) => {
    return [field, mux(first.valid, first.payload[field], second.payload[field])];
  });
  return { valid, ready, payload: Object.fromEntries(fields) as F };
}
