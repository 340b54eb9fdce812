import { type Bits, mux, type Reg, regs, u, when } from "../../sim/hdl/index.ts";
import { lowest } from "./one-hot.ts";

/**
 * One of the requests, as a word with a single 1; 0 for none. `taken`, which comes with a grant only, puts its requester
 * last, so that none of n waits for more than n - 1 others. `name` is that of the register that remembers whose turn it
 * is.
 */
export function roundRobin(name: string, requests: Bits, taken: Bits<1>): Bits {
  const later = regs({ [name]: u(requests.width).init(0) })[name] as Reg<Bits>;
  const first = requests.and(later);
  const grant = lowest(mux(first.orR(), first, requests));
  when(taken, () => {
    // The ones above the grant.
    later.next = grant.or(grant.sub(1)).not();
  });
  return grant;
}
