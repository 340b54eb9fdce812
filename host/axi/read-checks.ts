import type { BeatBytes } from "./burst.ts";
import type { Report } from "./channel-checks.ts";
import { type AddressItem, transactionRule } from "./rules.ts";
import { addressText, burstBeats } from "./show.ts";

interface Read {
  readonly item: AddressItem;
  readonly beats: readonly BeatBytes[];
  /** Beats that have passed. */
  passed: number;
}

/** A beat of read data; `isKnown` says whether bytes of the bus, from `first` to without `end`, have no unknown bits. */
export interface ReadBeat {
  readonly id: number;
  readonly response: number;
  readonly last: boolean;
  readonly isKnown: (first: number, end: number) => boolean;
}

const EXOKAY = 1;

/** Read transactions of a port: each beat belongs to the oldest outstanding burst of its ID. */
export class ReadChecks {
  readonly #busBytes: number;
  readonly #most: number;
  readonly #report: Report;
  #unanswered = new Map<number, Read[]>();
  #outstanding = 0;

  constructor(busBytes: number, most: number, report: Report) {
    this.#busBytes = busBytes;
    this.#most = most;
    this.#report = report;
  }

  reset(): void {
    this.#unanswered = new Map();
    this.#outstanding = 0;
  }

  address(item: AddressItem): void {
    const read = { item, beats: burstBeats(item), passed: 0 };
    const queue = this.#unanswered.get(item.id);
    if (queue) queue.push(read);
    else this.#unanswered.set(item.id, [read]);
    if (++this.#outstanding > this.#most) {
      this.#broken("AXI_AUX_RCAM_OVERFLOW", `${this.#outstanding} reads, ${this.#most} at most`);
    }
  }

  /** A beat that is offered. */
  judge({ id, response, last, isKnown }: ReadBeat): void {
    const read = this.#unanswered.get(id)?.[0];
    if (!read) {
      this.#broken("AXI_ERRS_RID", `RID ${id}`);
      return;
    }
    const { first, end } = read.beats[read.passed];
    const isFinal = read.passed + 1 === read.beats.length;
    const text = () => `beat ${read.passed + 1} of ${addressText(read.item)}`;
    if (last && !isFinal) this.#broken("AXI_ERRS_RDATA_NUM", text());
    if (isFinal && !last) this.#broken("AXI_ERRS_RLAST", text());
    if (response === EXOKAY && read.item.lock === 0) this.#broken("AXI_ERRS_RRESP_EXOKAY", text());
    const lane = first % this.#busBytes;
    if (response <= EXOKAY && !isKnown(lane, lane + end - first)) this.#broken("AXI_ERRS_RDATA_X", text());
  }

  data(id: number, last: boolean): void {
    const queue = this.#unanswered.get(id);
    const read = queue?.[0];
    if (!queue || !read) return;
    if (++read.passed < read.beats.length && !last) return;
    queue.shift();
    this.#outstanding--;
    if (queue.length === 0) this.#unanswered.delete(id);
  }

  atEnd(): void {
    const [left] = [...this.#unanswered.values()].flat();
    if (left) this.#broken("AXI_ERRS_RLAST_ALL_DONE_EOS", `no answer to ${addressText(left.item)}`);
  }

  #broken(name: Parameters<typeof transactionRule>[0], values: string): void {
    this.#report(transactionRule(name), values);
  }
}
