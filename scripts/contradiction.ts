import { printable, UserError } from "../host/user-error.ts";

/** The error of a trace that says of a line what cannot be: a read of it finds what it does not hold. */
export function contradiction(address: number, stated: Uint8Array, held: Uint8Array): UserError {
  const start = (bytes: Uint8Array) => printable(`${Buffer.from(bytes.subarray(0, 8)).toString("hex")}...`);
  return new UserError(
    `the trace says that a read of line 0x${address.toString(16)} finds ${start(stated)}, ` +
      `but by then the line holds ${start(held)}; accepted: the data written last, or none`,
  );
}
