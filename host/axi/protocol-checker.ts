import type { AxiChannel } from "../../rtl/bus/axi.ts";
import type { DomainRef, Simulation } from "../../sim/bench/index.ts";
import type { Pin } from "../../sim/bench/pin.ts";
import { DesignError } from "../../sim/netlist/error.ts";
import { ChannelChecks } from "./channel-checks.ts";
import type { AxiPort } from "./port.ts";
import { ReadChecks } from "./read-checks.ts";
import { type AddressItem, addressRules, type Rule, transactionRule } from "./rules.ts";
import { addressText } from "./show.ts";
import { WriteChecks } from "./write-checks.ts";

export interface CheckerOptions {
  /** For messages; "AXI port" unless given. */
  readonly name?: string;
  /** The clock domain of the port; `clk` unless given. */
  readonly domain?: DomainRef;
  /** Transactions that may be outstanding; no limit unless given. */
  readonly maxReads?: number;
  readonly maxWrites?: number;
  /** Edges for which VALID may wait for READY; no limit unless given. */
  readonly maxWait?: number;
  /** Takes what is broken instead of failing the run. */
  readonly report?: (violation: Violation) => void;
}

/** A rule that was broken. */
export interface Violation {
  readonly rule: Rule;
  /** Active edges of the port's domain so far. */
  readonly cycle: number;
  /** Picoseconds. */
  readonly time: number;
  readonly values: string;
}

const ADDRESS_RULES = { aw: addressRules("aw"), ar: addressRules("ar") };
const WDATA_X = transactionRule("AXI_ERRM_WDATA_X");

/**
 * Holds an AXI4 port to every rule of `AXI_RULES`, at each edge, in reset too, and at the end of the run. It only looks.
 * The first broken rule fails the run with its name, section, cycle, time and values.
 */
export class ProtocolChecker {
  readonly #sim: Simulation<unknown>;
  readonly #options: CheckerOptions;
  readonly #domain: number;
  readonly #channels: Readonly<Record<AxiChannel, ChannelChecks>>;
  readonly #list: readonly ChannelChecks[];
  readonly #busBytes: number;
  readonly #writes: WriteChecks;
  readonly #reads: ReadChecks;
  readonly #unknown: Int32Array;

  constructor(sim: Simulation<unknown>, port: AxiPort, options: CheckerOptions = {}) {
    const { maxReads = Infinity, maxWrites = Infinity, maxWait = Infinity, domain } = options;
    const { pins, clocks } = sim.session;
    const report = (rule: Rule, values: string): void => this.#broken(rule, values);
    const channel = (name: AxiChannel) => new ChannelChecks(pins, name, port[name], maxWait, report);
    this.#sim = sim;
    this.#options = options;
    this.#domain = clocks.find(domain);
    this.#channels = {
      aw: channel("aw"),
      w: channel("w"),
      b: channel("b"),
      ar: channel("ar"),
      r: channel("r"),
    };
    this.#list = Object.values(this.#channels);
    const { data } = this.#channels.w.pins;
    this.#busBytes = data.bytes;
    this.#unknown = new Int32Array(2 * data.words);
    this.#writes = new WriteChecks(this.#busBytes, maxWrites, report);
    this.#reads = new ReadChecks(this.#busBytes, maxReads, report);
    sim.atEdge((isInReset) => this.#edge(isInReset), domain);
    sim.atEnd(() => {
      this.#writes.atEnd();
      this.#reads.atEnd();
    });
  }

  /** Answers first: they are judged by what had passed before this edge. */
  #edge(isInReset: boolean): void {
    for (let i = 0; i < this.#list.length; i++) this.#list[i].look(isInReset);
    if (isInReset) {
      this.#writes.reset();
      this.#reads.reset();
      return;
    }
    const { aw, w, b, ar, r } = this.#channels;
    if (b.begins) this.#writes.judge(b.number("id"), b.number("resp"));
    if (r.begins) this.#judgeRead(r);
    if (b.fires) this.#writes.answer(b.number("id"));
    if (r.fires) this.#reads.data(r.number("id"), r.number("last") === 1);
    if (aw.begins) this.#judgeAddress("aw");
    if (ar.begins) this.#judgeAddress("ar");
    if (w.begins) this.#judgeData(w);
    if (aw.fires) this.#writes.address(this.#item(aw));
    if (ar.fires) this.#reads.address(this.#item(ar));
    if (w.fires) this.#writes.data({ strobe: w.pins.strb.value(), last: w.number("last") === 1 });
  }

  #item(channel: ChannelChecks): AddressItem {
    return {
      id: channel.number("id"),
      addr: channel.pins.addr.value(),
      len: channel.number("len"),
      size: channel.number("size"),
      burst: channel.number("burst"),
      lock: channel.number("lock"),
      cache: channel.number("cache"),
    };
  }

  #judgeAddress(name: "aw" | "ar"): void {
    const item = this.#item(this.#channels[name]);
    for (const rule of ADDRESS_RULES[name]) {
      if (!rule.holds(item, this.#busBytes)) {
        this.#broken(
          rule,
          `${addressText(item)}, cache 0b${item.cache.toString(2)}, a bus of ${this.#busBytes} bytes`,
        );
      }
    }
  }

  #judgeData({ pins: { data, strb } }: ChannelChecks): void {
    if (data.isKnown()) return;
    const strobe = strb.value();
    for (let lane = 0; lane < this.#busBytes; lane++) {
      if ((strobe >> BigInt(lane)) & 1n && !this.#isKnown(data, lane, lane + 1)) {
        this.#broken(WDATA_X, `byte ${lane} of WDATA, WSTRB 0x${strobe.toString(16)}`);
        return;
      }
    }
  }

  #judgeRead(r: ChannelChecks): void {
    this.#reads.judge({
      id: r.number("id"),
      response: r.number("resp"),
      last: r.number("last") === 1,
      isKnown: (first, end) => this.#isKnown(r.pins.data, first, end),
    });
  }

  #isKnown(pin: Pin, first: number, end: number): boolean {
    if (pin.isKnown()) return true;
    pin.copyPlanes(this.#unknown);
    for (let lane = first; lane < end; lane++) {
      if (((this.#unknown[pin.words + (lane >> 2)] >>> (8 * (lane & 3))) & 0xff) !== 0) return false;
    }
    return true;
  }

  #broken(rule: Rule, values: string): void {
    const { engine } = this.#sim.session;
    const violation = { rule, cycle: engine.edges(this.#domain), time: engine.time, values };
    if (this.#options.report) this.#options.report(violation);
    else throw violationError(violation, this.#options.name ?? "AXI port");
  }
}

function violationError({ rule, cycle, time, values }: Violation, name: string): DesignError {
  return new DesignError(
    "ASSERT",
    `${rule.name} of ${name} at ${time} ps, cycle ${cycle}: ${values}`,
    [],
    `${rule.text} (ARM IHI 0022H, ${rule.section})`,
  );
}
