import { AxiBurst } from "../../rtl/bus/axi.ts";
import { always, type RuleOn } from "./rule-entry.ts";

/** What an address channel asks for. */
export interface Burst {
  readonly id: number;
  /** Bits 31:0 of the address of the first byte, and the bits above. */
  readonly low: number;
  readonly high: number;
  readonly beats: number;
  readonly beatBytes: number;
  /** As coded: 3 is reserved. */
  readonly type: number;
  readonly isExclusive: boolean;
  readonly cache: number;
  readonly prot: number;
  /** Of the data channels. */
  readonly busBytes: number;
}

const { FIXED, INCR, WRAP } = AxiBurst.values;
const PAGE_BYTES = 4096;

const bytesOf = ({ beats, beatBytes }: Burst): number => beats * beatBytes;
const isPowerOfTwo = (value: number): boolean => Number.isInteger(Math.log2(value));
const isAligned = ({ low }: Burst, bytes: number): boolean => low % bytes === 0;
const isExclusive = (burst: Burst): boolean => burst.isExclusive;

const addressRule = (
  channel: "aw" | "ar",
  name: string,
  section: string,
  text: string,
  applies: RuleOn<Burst>["applies"],
  holds: RuleOn<Burst>["holds"],
): RuleOn<Burst> => ({
  name: `AXI_ERRM_${channel.toUpperCase()}${name}`,
  channel,
  section,
  text,
  side: "manager",
  severity: "error",
  applies,
  holds,
});

/** What holds for each burst that is offered on an address channel. */
const burstRules = (channel: "aw" | "ar"): readonly RuleOn<Burst>[] => {
  const rule = addressRule.bind(undefined, channel);
  return [
    rule(
      "ADDR_BOUNDARY",
      "A3.4.1",
      "a burst does not cross a 4 KB boundary",
      ({ type }) => type === INCR,
      (burst) => {
        const offset = burst.low % PAGE_BYTES;
        return offset - (offset % burst.beatBytes) + bytesOf(burst) <= PAGE_BYTES;
      },
    ),
    rule(
      "ADDR_WRAP_ALIGN",
      "A3.4.1",
      "the address of a WRAP burst is aligned to the size of its beats",
      ({ type }) => type === WRAP,
      (burst) => isAligned(burst, burst.beatBytes),
    ),
    rule("BURST", "A3.4.1", "the burst type is not the reserved 0b11", always, ({ type }) => type !== 3),
    rule(
      "LEN_FIXED",
      "A3.4.1",
      "a FIXED burst has at most 16 beats",
      ({ type }) => type === FIXED,
      ({ beats }) => beats <= 16,
    ),
    rule(
      "LEN_WRAP",
      "A3.4.1",
      "a WRAP burst has 2, 4, 8 or 16 beats",
      ({ type }) => type === WRAP,
      ({ beats }) => [2, 4, 8, 16].includes(beats),
    ),
    rule(
      "SIZE",
      "A3.4.1",
      "a beat is no wider than the data bus",
      always,
      ({ beatBytes, busBytes }) => beatBytes <= busBytes,
    ),
    rule(
      "CACHE",
      "A4.4",
      "what is not modifiable allocates in no cache: AxCACHE[3:2] is 0 where AxCACHE[1] is",
      ({ cache }) => (cache & 0b0010) === 0,
      ({ cache }) => (cache & 0b1100) === 0,
    ),
    rule(
      "LEN_LOCK",
      "A7.2.4",
      "an exclusive burst has at most 16 beats",
      isExclusive,
      ({ beats }) => beats <= 16,
    ),
  ];
};

const exclusiveRule = (
  name: string,
  text: string,
  applies: RuleOn<Burst>["applies"],
  holds: RuleOn<Burst>["holds"],
): RuleOn<Burst> => ({
  name: `AXI_ERRM_EXCL_${name}`,
  channel: "port",
  section: "A7.2.4",
  text,
  side: "manager",
  severity: "error",
  applies,
  holds,
});

/** Rules that ARM names once for both address channels. */
export const EXCLUSIVE_RULES: readonly RuleOn<Burst>[] = [
  exclusiveRule("LEN", "the bytes of an exclusive burst are a power of two", isExclusive, (burst) =>
    isPowerOfTwo(bytesOf(burst)),
  ),
  exclusiveRule(
    "MAX",
    "an exclusive burst has at most 128 bytes",
    isExclusive,
    (burst) => bytesOf(burst) <= 128,
  ),
  exclusiveRule(
    "ALIGN",
    "the address of an exclusive burst is aligned to all its bytes",
    (burst) => burst.isExclusive && isPowerOfTwo(bytesOf(burst)),
    (burst) => isAligned(burst, bytesOf(burst)),
  ),
];

export const BURST_RULES = { aw: burstRules("aw"), ar: burstRules("ar") } as const;

/** An exclusive write with the latest exclusive read of its ID that is complete and not yet followed by a write. */
export interface ExclusivePair {
  readonly write: Burst;
  readonly read: Burst | undefined;
}

const MATCHING = ["low", "high", "beats", "beatBytes", "type", "cache", "prot"] as const;

export const EXCLUSIVE_PAIR_RULES: readonly RuleOn<ExclusivePair>[] = [
  {
    name: "AXI_RECM_EXCL_PAIR",
    channel: "aw",
    section: "A7.2.4",
    text: "an exclusive write follows a complete exclusive read with its ID",
    side: "manager",
    severity: "warning",
    applies: always,
    holds: ({ read }) => read !== undefined,
  },
  {
    name: "AXI_RECM_EXCL_MATCH",
    channel: "aw",
    section: "A7.2.4",
    text: "an exclusive write has the address, length, size, type and attributes of the exclusive read before it",
    side: "manager",
    severity: "warning",
    applies: ({ read }) => read !== undefined,
    holds: ({ write, read }) => MATCHING.every((key) => write[key] === read?.[key]),
  },
];
