import { In, module, mux, Out, regs, u } from "../../sim/hdl/index.ts";

export interface WriteDrainOptions {
  /** Entries of the queue. */
  readonly size: number;
  /** Writes in the queue at which they get their turn. */
  readonly high: number;
  /** Writes in the queue at which the turn ends. */
  readonly low: number;
}

/**
 * Whose turn it is. Turning the data bus round costs many cycles, so writes wait until `high` of them are there and
 * then go until `low` are left. They also go while no read waits, and while a request at the port waits for one of them.
 */
export const WriteDrain = ({ size, high, low }: WriteDrainOptions) =>
  module(
    "WriteDrain",
    {
      arrives: In(1),
      leaves: In(1),
      readWaits: In(1),
      /** A request at the port waits for a write in the queue. */
      wanted: In(1),
      writing: Out(1),
    },
    ({ arrives, leaves, readWaits, wanted, writing }) => {
      const width = Math.ceil(Math.log2(size + 1));
      const { count, draining } = regs({ count: u(width).init(0), draining: u(1).init(0) });
      const after = count.add(arrives.zext(width)).sub(leaves.zext(width));
      count.next = after;
      draining.next = mux(after.lt(high), mux(after.le(low), 0, draining), 1);
      writing.drive(draining.or(readWaits.not()).or(wanted));
    },
  );
