import {
  asVec,
  constant,
  fires,
  flip,
  In,
  module,
  mux,
  Out,
  regs,
  stream,
  u,
  vec,
  when,
} from "../../sim/hdl/index.ts";
import { slotBits } from "../aes/parameters.ts";
import { roundRobin } from "./arbiter.ts";
import { encode, lowest } from "./one-hot.ts";

export interface OrderedSlotsOptions {
  /** Items that may be under way at once, 2 or more. */
  readonly slots: number;
  readonly idBits: number;
}

/**
 * Keeps the order of each ID among items that are answered in any order (IHI 0022H, A5.3). An item claims a slot:
 * `claim` is ready while one is free, and `claimed` is the slot. `answer` says that its answer is there, unless the
 * claim says so itself. `next` gives answered slots on and frees them, those of one ID in the order of their claims,
 * those of different IDs in turn; what it offers may change until it is taken.
 *
 * Each slot remembers the slots of its ID that were claimed before it: a row of a matrix. It is due when the row is
 * empty.
 */
export const OrderedSlots = ({ slots, idBits }: OrderedSlotsOptions) => {
  const slot = u(slotBits(slots));
  return module(
    "OrderedSlots",
    {
      claim: flip(stream({ id: u(idBits), answered: 1 })),
      claimed: Out(slot),
      answer: { enable: In(1), slot: In(slot) },
      next: stream({ slot }),
    },
    ({ claim, claimed, answer, next }) => {
      const none = u(slots).init(0);
      const { busy, answered } = regs({ busy: none, answered: none });
      const { ids, before } = regs({ ids: vec(slots, idBits), before: vec(slots, slots) });

      // A free slot, chosen ahead so that it stays the same until it is claimed.
      const { free } = regs({ free: u(slots).init(1) });
      claim.ready.drive(free.orR());
      claimed.drive(encode(free, slotBits(slots)));
      const enters = mux(fires(claim), free, 0);
      when(fires(claim).or(free.eq(0)), () => {
        free.next = lowest(busy.or(free).not());
      });

      const isFirst = before.map((row) => row.orR().not()).bits;
      const due = busy.and(answered).and(isFirst);
      const granted = roundRobin("later", due, fires(next));
      next.valid.drive(due.orR());
      next.payload.slot.drive(encode(granted, slotBits(slots)));
      const leaves = mux(fires(next), granted, 0);

      busy.next = busy.or(enters).and(leaves.not());
      const answers = mux(answer.enable, constant(1, slots).shl(answer.slot), 0);
      answered.next = answered
        .and(leaves.not())
        .or(answers)
        .or(mux(claim.payload.answered, enters, 0));

      const { id } = claim.payload;
      const isEntering = asVec(enters, slots, 1);
      const sameId = ids.map((other) => other.eq(id)).bits.and(busy);
      before.next = before.zip(isEntering, (row, isNew) => mux(isNew, sameId, row).and(leaves.not()));
      when(fires(claim), () => {
        ids.next = ids.zip(isEntering, (old, isNew) => mux(isNew, id, old));
      });
    },
  );
};
