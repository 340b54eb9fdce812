import { flip, module, regs, u } from "../../sim/hdl/index.ts";
import { lockPort } from "./engine-config.ts";

/**
 * The lock of the key table (KEY_TABLE_LOCK, Intel 336907 rev 1.3, 4.4): an agent holds it from the cycle in which it
 * is granted for as long as it requests. Who asks at once with `first` waits.
 */
export const KeyTableLock = module(
  "KeyTableLock",
  { first: flip(lockPort), second: flip(lockPort) },
  ({ first, second }) => {
    const { heldBySecond } = regs({ heldBySecond: u(1).init(0) });
    second.granted.drive(second.request.and(first.request.not().or(heldBySecond)));
    first.granted.drive(first.request.and(second.granted.not()));
    heldBySecond.next = second.granted;
  },
);
