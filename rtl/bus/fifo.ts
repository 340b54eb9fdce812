import {
  type Bits,
  fires,
  flip,
  memories,
  module,
  refuse,
  regs,
  sram,
  stream,
  u,
  when,
} from "../../sim/hdl/index.ts";

export interface FifoOptions<W extends number> {
  /** Bits an entry. */
  readonly width: W;
  /** Entries: a power of two, 2 or more. */
  readonly depth: number;
  /** Waves do not show the entries. */
  readonly secret?: boolean;
}

/**
 * A queue in a register file. An entry shows at `down` one cycle after `up` took it; one transfer a cycle on each
 * side. `up` is ready while fewer than `depth` entries wait.
 */
export const Fifo = <const W extends number>({ width, depth, secret = false }: FifoOptions<W>) => {
  if (!(depth >= 2 && Number.isInteger(Math.log2(depth))))
    refuse("depth", depth, "a power of two, 2 or more");
  const word = secret ? u(width).secret() : u(width);
  const index = Math.log2(depth);
  return module("Fifo", { up: flip(stream(word)), down: stream(word) }, ({ up, down }) => {
    // One bit more than an index, so that a full queue differs from an empty one.
    const { head, tail } = regs({ head: u(index + 1).init(0), tail: u(index + 1).init(0) });
    const { entries } = memories({ entries: sram({ data: width, addr: index, secret }) });
    const place = (pointer: Bits): Bits => pointer.slice(index - 1, 0);

    up.ready.drive(tail.sub(head).ne(depth));
    when(fires(up), () => {
      entries.write({ addr: place(tail), data: up.payload });
      tail.next = tail.add(1);
    });

    down.valid.drive(tail.ne(head));
    down.payload.drive(entries.peek(place(head)));
    when(fires(down), () => {
      head.next = head.add(1);
    });
  });
};
