import { In, module, Out, regs, u, when } from "../../sim/hdl/index.ts";
import type { Figures } from "./timing.ts";

/**
 * Asks for a refresh of all banks each tREFI, from the end of reset on; `due` lasts until it is `done`. None is
 * postponed: the interval runs on while the banks are being closed, so that lateness does not add up.
 */
export const Refresh = ({ tREFI }: Figures) =>
  module("Refresh", { done: In(1), due: Out(1) }, ({ done, due }) => {
    const bits = Math.ceil(Math.log2(tREFI));
    const { left, asked } = regs({ left: u(bits).init(tREFI - 1), asked: u(1).init(0) });
    left.next = left.sub(1);
    when(done, () => {
      asked.next = 0;
    });
    when(left.eq(0), () => {
      left.next = tREFI - 1;
      asked.next = 1;
    });
    due.drive(asked);
  });
