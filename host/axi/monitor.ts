import { type DomainRef, type Simulation, StreamMonitor } from "../../sim/bench/index.ts";
import { littleEndian } from "../little-endian.ts";
import { type BeatBytes, type BurstType, beats } from "./burst.ts";
import { type AxiPort, RESPONSES, type Response } from "./port.ts";

/** A burst that is over, as it was seen at a port. */
export interface Transaction {
  readonly kind: "read" | "write";
  readonly id: number;
  readonly addr: number;
  readonly len: number;
  readonly size: number;
  readonly burst: BurstType;
  /** The bytes of all beats in their order. */
  readonly data: Uint8Array;
  /** Of a write: for each byte, 0 where it was not written. */
  readonly isWritten: Uint8Array;
  /** The first that is not OKAY, if any. */
  readonly response: Response;
  /** Active edges of the port's domain at which the address and the last beat of the answer passed. */
  readonly begun: number;
  readonly ended: number;
}

export interface AxiMonitorOptions {
  readonly domain?: DomainRef;
  /** Called with each transaction at the edge at which it is over. */
  readonly each: (transaction: Transaction) => void;
}

type Open = { -readonly [K in "id" | "addr" | "len" | "size" | "burst" | "begun"]: Transaction[K] } & {
  readonly kind: Transaction["kind"];
  readonly beats: readonly BeatBytes[];
  readonly data: number[];
  readonly isWritten: number[];
  response: Response;
  passed: number;
};

const BURSTS: readonly BurstType[] = ["FIXED", "INCR", "WRAP"];

/** Puts the transfers of a port together to transactions. It only looks. */
export class AxiMonitor {
  readonly #each: (transaction: Transaction) => void;
  readonly #reads = new Map<number, Open[]>();
  readonly #writes = new Map<number, Open[]>();
  /** Writes whose data are not complete; data without an address yet. */
  readonly #open: Open[] = [];
  readonly #early: { readonly data: Uint8Array; readonly strobe: Uint8Array }[] = [];

  constructor(sim: Simulation<unknown>, port: AxiPort, { domain, each }: AxiMonitorOptions) {
    const where = domain === undefined ? {} : { domain };
    this.#each = each;
    new StreamMonitor(sim, port.ar, {
      ...where,
      each: ({ payload, cycle }) => push(this.#reads, begin("read", payload, cycle)),
    });
    new StreamMonitor(sim, port.aw, {
      ...where,
      each: ({ payload, cycle }) => {
        const write = begin("write", payload, cycle);
        push(this.#writes, write);
        this.#open.push(write);
        this.#join();
      },
    });
    new StreamMonitor(sim, port.w, {
      ...where,
      as: "bytes",
      each: ({ payload: { data, strb } }) => {
        this.#early.push({ data, strobe: strb });
        this.#join();
      },
    });
    new StreamMonitor(sim, port.r, {
      ...where,
      as: "bytes",
      each: ({ payload: { id, data, resp, last }, cycle }) => {
        const read = this.#reads.get(littleEndian(id))?.[0];
        if (!read) return;
        take(read, data);
        this.#answer(this.#reads, read, resp[0], last[0] === 1, cycle);
      },
    });
    new StreamMonitor(sim, port.b, {
      ...where,
      each: ({ payload: { id, resp }, cycle }) => {
        const write = this.#writes.get(Number(id))?.[0];
        if (write) this.#answer(this.#writes, write, Number(resp), true, cycle);
      },
    });
  }

  #join(): void {
    while (this.#open.length > 0 && this.#early.length > 0) {
      const [write] = this.#open;
      const { data, strobe } = this.#early.shift()!;
      take(write, data, strobe);
      if (write.passed === write.beats.length) this.#open.shift();
    }
  }

  #answer(from: Map<number, Open[]>, open: Open, code: number, isLast: boolean, ended: number): void {
    if (open.response === "OKAY") open.response = RESPONSES[code];
    if (!isLast) return;
    from.get(open.id)?.shift();
    const { beats: _, passed: __, data, isWritten, ...rest } = open;
    this.#each({ ...rest, data: Uint8Array.from(data), isWritten: Uint8Array.from(isWritten), ended });
  }
}

type AddressValues = { readonly [K in "id" | "addr" | "len" | "size" | "burst"]: bigint };

function begin(kind: Open["kind"], payload: AddressValues, begun: number): Open {
  const [id, addr, len, size] = [payload.id, payload.addr, payload.len, payload.size].map(Number);
  const burst = BURSTS[Number(payload.burst)] ?? "INCR";
  const shape = { addr, len, size, burst };
  return {
    kind,
    id,
    ...shape,
    begun,
    beats: beats(shape),
    data: [],
    isWritten: [],
    response: "OKAY",
    passed: 0,
  };
}

/** A beat's bytes from the lanes that it has. */
function take(open: Open, data: Uint8Array, strobe?: Uint8Array): void {
  const beat = open.beats[open.passed++];
  if (!beat) return;
  for (let at = beat.first; at < beat.end; at++) {
    const lane = at % data.length;
    open.data.push(data[lane]);
    if (strobe) open.isWritten.push((strobe[lane >> 3] >> (lane & 7)) & 1);
  }
}

function push(to: Map<number, Open[]>, open: Open): void {
  const queue = to.get(open.id);
  if (queue) queue.push(open);
  else to.set(open.id, [open]);
}
