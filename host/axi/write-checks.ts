import type { Report } from "./channel-checks.ts";
import { type AddressItem, transactionRule } from "./rules.ts";
import { addressText, burstBeats } from "./show.ts";

/** A beat of write data. */
export interface WriteBeat {
  readonly strobe: bigint;
  readonly last: boolean;
}

interface Write {
  readonly item: AddressItem;
  readonly beats: readonly { readonly first: number; readonly end: number }[];
  /** Beats that have passed. */
  passed: number;
  isComplete: boolean;
}

const EXOKAY = 1;

/** Write transactions of a port: data joins addresses in their order (AXI4 has no WID), and answers join both by ID. */
export class WriteChecks {
  readonly #busBytes: number;
  readonly #most: number;
  readonly #report: Report;
  /** Whose data is not complete. */
  #open: Write[] = [];
  /** Data without an address yet. */
  #early: WriteBeat[] = [];
  #unanswered = new Map<number, Write[]>();
  #outstanding = 0;

  constructor(busBytes: number, most: number, report: Report) {
    this.#busBytes = busBytes;
    this.#most = most;
    this.#report = report;
  }

  reset(): void {
    this.#open = [];
    this.#early = [];
    this.#unanswered = new Map();
    this.#outstanding = 0;
  }

  address(item: AddressItem): void {
    const write = { item, beats: burstBeats(item), passed: 0, isComplete: false };
    this.#open.push(write);
    const queue = this.#unanswered.get(item.id);
    if (queue) queue.push(write);
    else this.#unanswered.set(item.id, [write]);
    if (++this.#outstanding > this.#most) {
      this.#broken("AXI_AUX_WCAM_OVERFLOW", `${this.#outstanding} writes, ${this.#most} at most`);
    }
    this.#join();
  }

  data(beat: WriteBeat): void {
    this.#early.push(beat);
    this.#join();
  }

  /** A response that is offered. */
  judge(id: number, response: number): void {
    const oldest = this.#unanswered.get(id)?.[0];
    if (!oldest) {
      const isEarly = this.#early.some(({ last }) => last);
      this.#broken(isEarly ? "AXI_ERRS_BRESP_AW" : "AXI_ERRS_BID", `BID ${id}`);
    } else if (!oldest.isComplete) {
      this.#broken(
        "AXI_ERRS_BRESP_WLAST",
        `BID ${id} after ${oldest.passed} of ${oldest.item.len + 1} beats of ${addressText(oldest.item)}`,
      );
    } else if (response === EXOKAY && oldest.item.lock === 0) {
      this.#broken("AXI_ERRS_BRESP_EXOKAY", `BID ${id} for ${addressText(oldest.item)}`);
    }
  }

  answer(id: number): void {
    const queue = this.#unanswered.get(id);
    if (!queue) return;
    queue.shift();
    this.#outstanding--;
    if (queue.length === 0) this.#unanswered.delete(id);
  }

  atEnd(): void {
    const [open] = this.#open;
    if (open) {
      this.#broken("AXI_ERRM_WDATA_ALL_DONE_EOS", `no data for ${addressText(open.item)}`);
    } else if (this.#early.length > 0) {
      this.#broken("AXI_ERRM_WDATA_ALL_DONE_EOS", `${this.#early.length} beats without an address`);
    } else {
      const [left] = [...this.#unanswered.values()].flat();
      if (left) this.#broken("AXI_ERRS_BRESP_ALL_DONE_EOS", `no answer to ${addressText(left.item)}`);
    }
  }

  #join(): void {
    while (this.#open.length > 0 && this.#early.length > 0) {
      const [write] = this.#open;
      this.#beat(write, this.#early.shift() as WriteBeat);
      if (write.isComplete) this.#open.shift();
    }
  }

  #beat(write: Write, { strobe, last }: WriteBeat): void {
    const { first, end } = write.beats[write.passed++];
    const lanes = ((1n << BigInt(end - first)) - 1n) << BigInt(first % this.#busBytes);
    const isFinal = write.passed === write.beats.length;
    const text = () => `beat ${write.passed} of ${addressText(write.item)}`;
    if ((strobe & ~lanes) !== 0n) {
      this.#broken(
        "AXI_ERRM_WSTRB",
        `WSTRB 0x${strobe.toString(16)}, allowed 0x${lanes.toString(16)}, ${text()}`,
      );
    }
    if (last && !isFinal) this.#broken("AXI_ERRM_WDATA_NUM", text());
    if (isFinal && !last) this.#broken("AXI_ERRM_WLAST", text());
    write.isComplete = last || isFinal;
  }

  #broken(name: Parameters<typeof transactionRule>[0], values: string): void {
    this.#report(transactionRule(name), values);
  }
}
