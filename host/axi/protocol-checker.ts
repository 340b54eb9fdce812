import type { AxiChannel } from "../../rtl/bus/axi.ts";
import type { DomainRef, Simulation } from "../../sim/bench/index.ts";
import type { Pin } from "../../sim/bench/pin.ts";
import { DesignError } from "../../sim/netlist/error.ts";
import { ChannelChecks } from "./channel-checks.ts";
import { burstText } from "./outstanding.ts";
import type { AxiPort } from "./port.ts";
import { ReadChecks } from "./read-checks.ts";
import { BURST_RULES, type Burst, EXCLUSIVE_PAIR_RULES, EXCLUSIVE_RULES } from "./rule-address.ts";
import type { AxiRule } from "./rule-entry.ts";
import { HANDSHAKE_RULES } from "./rule-handshake.ts";
import { WriteChecks } from "./write-checks.ts";

export interface CheckerOptions {
  /** For messages; "AXI port" unless given. */
  readonly name?: string;
  /** The clock domain of the port; `clk` unless given. */
  readonly domain?: DomainRef;
  /** Reads, and writes, that may be outstanding; no limit unless given. */
  readonly maxReads?: number;
  readonly maxWrites?: number;
  /** Edges for which VALID may wait for READY; no limit unless given. */
  readonly maxWait?: number;
  /** Takes whatever is broken, instead of failing the run. */
  readonly report?: (violation: Violation) => void;
}

/** A rule that was broken. */
export interface Violation {
  readonly rule: AxiRule;
  /** Active edges of the port's domain so far. */
  readonly cycle: number;
  /** Picoseconds. */
  readonly time: number;
  readonly values: string;
}

/** RRESP from here on is an error, and its data mean nothing. */
const SLVERR = 2;

/**
 * Holds an AXI4 port to every rule of `AXI_RULES`, at each edge, in reset too, and at the end of the run. It only looks.
 * An item is judged when it is first offered. The first broken rule fails the run with its name, section, cycle, time
 * and values; warnings are kept.
 */
export class ProtocolChecker {
  readonly warnings: Violation[] = [];
  readonly #sim: Simulation<unknown>;
  readonly #options: CheckerOptions;
  readonly #domain: number;
  readonly #channels: Readonly<Record<AxiChannel, ChannelChecks>>;
  readonly #list: readonly ChannelChecks[];
  readonly #busBytes: number;
  readonly #writes: WriteChecks;
  readonly #reads: ReadChecks;
  /** Complete exclusive reads by ID, until an exclusive write follows. */
  readonly #exclusives = new Map<number, Burst>();
  readonly #planes: Int32Array;

  constructor(sim: Simulation<unknown>, port: AxiPort, options: CheckerOptions = {}) {
    const { maxReads = Infinity, maxWrites = Infinity, maxWait = Infinity, domain } = options;
    const { pins, clocks } = sim.session;
    const report = (rule: AxiRule, values: string): void => this.#broken(rule, values);
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
    this.#planes = new Int32Array(2 * data.words);
    this.#writes = new WriteChecks(maxWrites, report);
    this.#reads = new ReadChecks(maxReads, report);
    sim.atEdge((isInReset) => this.#edge(isInReset), domain);
    sim.atEnd(() => {
      this.#writes.atEnd();
      this.#reads.atEnd();
    });
  }

  /** Responses first: they are judged by what had passed before this edge. */
  #edge(isInReset: boolean): void {
    for (let i = 0; i < this.#list.length; i++) this.#list[i].look(isInReset);
    if (isInReset) {
      this.#writes.reset();
      this.#reads.reset();
      this.#exclusives.clear();
      return;
    }
    const { aw, w, b, ar, r } = this.#channels;
    if (b.begins) this.#writes.judge(b.number("id"), b.number("resp"));
    if (r.begins) this.#judgeRead(r);
    if (b.fires) this.#writes.answer(b.number("id"));
    if (r.fires) this.#takeRead(r);
    if (aw.begins) this.#judgeAddress("aw");
    if (ar.begins) this.#judgeAddress("ar");
    if (w.begins) this.#judgeData(w);
    if (aw.fires) this.#writes.address(this.#burst(aw));
    if (ar.fires) this.#reads.address(this.#burst(ar));
    if (w.fires) this.#writes.data(w.pins.strb.value(), w.number("last") === 1);
  }

  #burst(channel: ChannelChecks): Burst {
    const address = channel.pins.addr.value();
    return {
      id: channel.number("id"),
      low: Number(address & 0xffff_ffffn),
      high: Number(address >> 32n),
      beats: channel.number("len") + 1,
      beatBytes: 2 ** channel.number("size"),
      type: channel.number("burst"),
      isExclusive: channel.number("lock") === 1,
      cache: channel.number("cache"),
      prot: channel.number("prot"),
      busBytes: this.#busBytes,
    };
  }

  #judgeAddress(name: "aw" | "ar"): void {
    const burst = this.#burst(this.#channels[name]);
    for (const rules of [BURST_RULES[name], EXCLUSIVE_RULES]) {
      for (const rule of rules) {
        if (!rule.applies(burst) || rule.holds(burst)) continue;
        const bus = `AxCACHE 0b${burst.cache.toString(2)}, a bus of ${burst.busBytes} bytes`;
        this.#broken(rule, `${burstText(burst)}, ${bus}`);
      }
    }
    if (name === "aw" && burst.isExclusive) this.#judgePair(burst);
  }

  #judgePair(write: Burst): void {
    const pair = { write, read: this.#exclusives.get(write.id) };
    for (const rule of EXCLUSIVE_PAIR_RULES) {
      if (!rule.applies(pair) || rule.holds(pair)) continue;
      this.#broken(rule, `${burstText(write)}, after ${pair.read ? burstText(pair.read) : "no read"}`);
    }
    this.#exclusives.delete(write.id);
  }

  #judgeData({ pins: { data, strb } }: ChannelChecks): void {
    if (data.isKnown()) return;
    const strobe = strb.value();
    for (let lane = 0; lane < this.#busBytes; lane++) {
      if (!((strobe >> BigInt(lane)) & 1n) || this.#isKnown(data, lane, lane + 1)) continue;
      this.#broken(HANDSHAKE_RULES.w.known.data, `byte ${lane} of WDATA, WSTRB 0x${strobe.toString(16)}`);
      return;
    }
  }

  #judgeRead(r: ChannelChecks): void {
    const code = r.number("resp");
    const lanes = this.#reads.judge(r.number("id"), code, r.number("last") === 1);
    if (!lanes || code >= SLVERR || this.#isKnown(r.pins.data, lanes.first, lanes.end)) return;
    this.#broken(HANDSHAKE_RULES.r.known.data, `bytes ${lanes.first} to ${lanes.end - 1} of RDATA`);
  }

  #takeRead(r: ChannelChecks): void {
    const over = this.#reads.data(r.number("id"), r.number("last") === 1);
    if (over?.isExclusive) this.#exclusives.set(over.id, over);
  }

  #isKnown(pin: Pin, first: number, end: number): boolean {
    if (pin.isKnown()) return true;
    pin.copyPlanes(this.#planes);
    for (let lane = first; lane < end; lane++) {
      if (((this.#planes[pin.words + (lane >> 2)] >>> (8 * (lane & 3))) & 0xff) !== 0) return false;
    }
    return true;
  }

  #broken(rule: AxiRule, values: string): void {
    const { engine } = this.#sim.session;
    const violation = { rule, cycle: engine.edges(this.#domain), time: engine.time, values };
    const { report, name = "AXI port" } = this.#options;
    if (report) report(violation);
    else if (rule.severity === "warning") this.warnings.push(violation);
    else throw failure(violation, name);
  }
}

function failure({ rule, cycle, time, values }: Violation, name: string): DesignError {
  const { text, section } = rule;
  const source = section === undefined ? "" : ` (ARM IHI 0022H, ${section})`;
  return new DesignError(
    "ASSERT",
    `${rule.name} of ${name} at ${time} ps, cycle ${cycle}: ${values}`,
    [],
    `${text}${source}`,
  );
}
