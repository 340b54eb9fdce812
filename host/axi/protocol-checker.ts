import type { AxiChannel } from "../../rtl/bus/axi.ts";
import type { DomainRef, Simulation } from "../../sim/bench/index.ts";
import { DesignError } from "../../sim/netlist/error.ts";
import { ChannelChecks } from "./channel-checks.ts";
import { isByteKnown } from "./checker-lanes.ts";
import { Judge, type RuleCheck, RuleChecks } from "./checker-verdict.ts";
import { burstText } from "./outstanding.ts";
import type { AxiPort } from "./port.ts";
import { ReadChecks } from "./read-checks.ts";
import {
  BURST_RULES,
  type Burst,
  EXCLUSIVE_PAIR_RULES,
  EXCLUSIVE_RULES,
  type ExclusivePair,
} from "./rule-address.ts";
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
  readonly #checks: RuleChecks;
  readonly #bursts: Readonly<Record<"aw" | "ar", Judge<Burst>>>;
  readonly #pairs: Judge<ExclusivePair>;
  /** What is offered on the address channels. */
  readonly #offered: { aw?: Burst; ar?: Burst } = {};
  readonly #writeDataKnown: RuleCheck;
  readonly #readDataKnown: RuleCheck;
  readonly #busBytes: number;
  readonly #writes: WriteChecks;
  readonly #reads: ReadChecks;
  /** Complete exclusive reads by ID, until an exclusive write follows. */
  readonly #exclusives = new Map<number, Burst>();

  constructor(sim: Simulation<unknown>, port: AxiPort, options: CheckerOptions = {}) {
    const { maxReads = Infinity, maxWrites = Infinity, maxWait = Infinity, domain } = options;
    const { pins, clocks } = sim.session;
    const checks = new RuleChecks((rule, values) => this.#broken(rule, values));
    const channel = (name: AxiChannel) => new ChannelChecks(pins, name, port[name], maxWait, checks);
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
    this.#busBytes = this.#channels.w.pins.data.bytes;
    this.#checks = checks;
    const bursts = (name: "aw" | "ar") =>
      new Judge([...BURST_RULES[name], ...EXCLUSIVE_RULES], checks, addressText);
    this.#bursts = { aw: bursts("aw"), ar: bursts("ar") };
    this.#pairs = new Judge(EXCLUSIVE_PAIR_RULES, checks, pairText);
    this.#writeDataKnown = checks.of(HANDSHAKE_RULES.w.known.data);
    this.#readDataKnown = checks.of(HANDSHAKE_RULES.r.known.data);
    this.#writes = new WriteChecks(maxWrites, checks);
    this.#reads = new ReadChecks(maxReads, checks);
    sim.atEdge((isInReset) => this.#edge(isInReset), domain);
    sim.atEnd(() => {
      this.#writes.atEnd();
      this.#reads.atEnd();
    });
  }

  /** How often each rule was put to the test, by its name, in the order of the table. */
  get covered(): ReadonlyMap<string, number> {
    return this.#checks.covered;
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
    if (aw.fires) this.#writes.address(this.#offered.aw!);
    if (ar.fires) this.#reads.address(this.#offered.ar!);
    if (w.fires) this.#writes.data(w.planes("strb"), w.number("last") === 1);
  }

  #burst(channel: ChannelChecks): Burst {
    return {
      id: channel.number("id"),
      low: channel.number("addr"),
      high: channel.number("addr", 1),
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
    this.#offered[name] = burst;
    this.#bursts[name].judge(burst);
    if (name === "ar" || !burst.isExclusive) return;
    this.#pairs.judge({ write: burst, read: this.#exclusives.get(burst.id) });
    this.#exclusives.delete(burst.id);
  }

  #judgeData(w: ChannelChecks): void {
    this.#writeDataKnown.covered++;
    if (w.pins.data.isKnown()) return;
    const strobes = w.planes("strb");
    checkBytes(this.#writeDataKnown, w, 0, this.#busBytes, (lane) => (strobes[lane >> 5] >>> lane) & 1);
  }

  #judgeRead(r: ChannelChecks): void {
    const code = r.number("resp");
    const lanes = this.#reads.judge(r.number("id"), code, r.number("last") === 1);
    if (!lanes || code >= SLVERR) return;
    this.#readDataKnown.covered++;
    if (r.pins.data.isKnown()) return;
    checkBytes(this.#readDataKnown, r, lanes.first, lanes.end);
  }

  #takeRead(r: ChannelChecks): void {
    const over = this.#reads.data(r.number("id"), r.number("last") === 1);
    if (over?.isExclusive) this.#exclusives.set(over.id, over);
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

/** The first of some byte lanes of data that is in use and has unknown bits breaks the rule. */
function checkBytes(
  check: RuleCheck,
  channel: ChannelChecks,
  first: number,
  end: number,
  isUsed: (lane: number) => number = () => 1,
): void {
  const planes = channel.planes("data");
  for (let lane = first; lane < end; lane++) {
    if (!isUsed(lane) || isByteKnown(planes, lane)) continue;
    check.broken(`byte ${lane} of ${channel.pins.data.path} has unknown bits`);
    return;
  }
}

const addressText = (burst: Burst): string =>
  `${burstText(burst)}, AxCACHE 0b${burst.cache.toString(2)}, a bus of ${burst.busBytes} bytes`;

const pairText = ({ write, read }: ExclusivePair): string =>
  `${burstText(write)}, after ${read ? burstText(read) : "no read"}`;
