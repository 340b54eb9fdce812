import type { CheckerOptions } from "../../../host/axi/protocol-checker.ts";
import { AXI_CHANNELS, type AxiChannel } from "../../../rtl/bus/axi.ts";
import { Script } from "./script.ts";

/** A driver that breaks a rule. */
export interface Mutant {
  readonly rule: string;
  readonly script: Script;
  readonly options?: CheckerOptions;
  /** Rules that the way to it breaks before. */
  readonly repeats?: readonly string[];
}

/** One write, then one read, by the rules. */
export function lawful(slow?: AxiChannel): Script {
  const script = new Script();
  for (const channel of ["aw", "w", "b", "ar", "r"] as const) {
    script.offer(channel, {}, channel === slow ? SLOW : 3);
  }
  return script;
}

/** Cycles for which the item of a slow channel waits. */
const SLOW = 5;
/** The cycle in which each channel's item is first offered. */
const FIRST: Readonly<Record<AxiChannel, number>> = { aw: 1, w: 4, b: 7, ar: 10, r: 13 };

/** Another legal value of each field. */
const OTHER: Readonly<Record<string, number>> = {
  id: 1,
  addr: 8,
  len: 1,
  size: 2,
  burst: 2,
  lock: 1,
  cache: 3,
  prot: 1,
  qos: 1,
  data: 1,
  strb: 0,
  last: 0,
  resp: 2,
};

/** Unknown bits in place of a value that matters: z stands where a 1 was. */
const UNKNOWN: Readonly<Record<string, string>> = { last: "z", size: "0zz" };

export const MUTANTS: readonly Mutant[] = [
  ...(Object.keys(AXI_CHANNELS) as AxiChannel[]).flatMap(channelMutants),
  ...addressMutants("aw"),
  ...addressMutants("ar"),
  ...exclusiveMutants(),
  ...transactionMutants(),
];

function change(body: (script: Script) => void): Script {
  const script = lawful();
  body(script);
  return script;
}

function channelMutants(channel: AxiChannel): Mutant[] {
  const { source, fields } = AXI_CHANNELS[channel];
  const [mine, theirs] = source === "manager" ? ["ERRM", "ERRS"] : ["ERRS", "ERRM"];
  const rule = (side: string, what: string): string => `AXI_${side}_${channel.toUpperCase()}${what}`;
  const [first, second] = [FIRST[channel], FIRST[channel] + 1];
  const names = Object.keys(fields);
  return [
    { rule: rule(mine, "VALID_RESET"), script: change(({ inReset }) => inReset.push(channel)) },
    { rule: rule(mine, "VALID_X"), script: change((s) => (s.at(first - 1, channel).valid = "x")) },
    { rule: rule(theirs, "READY_X"), script: change((s) => (s.at(first, channel).ready = "x")) },
    { rule: rule(mine, "VALID_STABLE"), script: change((s) => (s.at(second, channel).valid = 0)) },
    {
      rule: rule(theirs.replace("ERR", "REC"), "READY_MAX_WAIT"),
      script: lawful(channel),
      options: { maxWait: SLOW - 2 },
    },
    ...names.map((name) => ({
      rule: rule(mine, `${name.toUpperCase()}_STABLE`),
      script: change((s) => (s.at(second, channel).payload[name] = OTHER[name])),
    })),
    ...names.map((name) => ({
      rule: rule(mine, `${name.toUpperCase()}_X`),
      script: change((s) => {
        for (const cycle of [first, first + 1, first + 2]) {
          s.at(cycle, channel).payload[name] = UNKNOWN[name] ?? "x";
        }
      }),
    })),
  ];
}

function addressMutants(channel: "aw" | "ar"): Mutant[] {
  const mutant = (name: string, address: Record<string, number>): Mutant => ({
    rule: `AXI_ERRM_${channel.toUpperCase()}${name}`,
    script: channel === "aw" ? new Script().write(address) : new Script().read(address),
  });
  return [
    mutant("ADDR_BOUNDARY", { addr: 0xff8, len: 1 }),
    mutant("ADDR_WRAP_ALIGN", { addr: 0x14, len: 3, burst: 2 }),
    mutant("BURST", { burst: 3 }),
    mutant("LEN_FIXED", { burst: 0, len: 16 }),
    mutant("LEN_WRAP", { burst: 2, len: 2 }),
    mutant("SIZE", { size: 5 }),
    mutant("CACHE", { cache: 0b1000 }),
  ];
}

/** Exclusive writes follow a lawful exclusive read, so that the rules of pairs keep silent. */
function exclusiveMutants(): Mutant[] {
  const read = (address: Record<string, number>): Script => new Script().read({ lock: 1, ...address });
  const pair = (address: Record<string, number>): Script =>
    new Script().read({ lock: 1, ...address }).write({ lock: 1, ...address });
  return [
    { rule: "AXI_ERRM_ARLEN_LOCK", script: read({ len: 31, size: 0 }) },
    { rule: "AXI_ERRM_AWLEN_LOCK", script: pair({ len: 31, size: 0 }), repeats: ["AXI_ERRM_ARLEN_LOCK"] },
    { rule: "AXI_ERRM_EXCL_LEN", script: read({ len: 2 }) },
    { rule: "AXI_ERRM_EXCL_MAX", script: read({ len: 15, size: 4 }) },
    { rule: "AXI_ERRM_EXCL_ALIGN", script: read({ addr: 8, len: 1 }) },
    { rule: "AXI_RECM_EXCL_PAIR", script: new Script().write({ lock: 1 }) },
    {
      rule: "AXI_RECM_EXCL_MATCH",
      script: new Script().read({ lock: 1 }).write({ lock: 1, addr: 8 }),
    },
  ];
}

function transactionMutants(): Mutant[] {
  const mutant = (rule: string, script: Script, options?: CheckerOptions): Mutant => ({
    rule,
    script,
    ...(options && { options }),
  });
  return [
    mutant(
      "AXI_ERRM_WSTRB",
      new Script().offer("aw", { addr: 4, size: 2 }).offer("w", { strb: 0x0f }).offer("b"),
    ),
    mutant("AXI_ERRM_WDATA_NUM", new Script().offer("aw").offer("w", { last: 0 }).offer("b")),
    mutant("AXI_ERRM_WDATA_ALL_DONE_EOS", new Script().offer("aw")),
    mutant("AXI_ERRS_BRESP_AW", new Script().offer("w").offer("b").offer("aw").offer("b")),
    mutant(
      "AXI_ERRS_BRESP_WLAST",
      new Script().offer("aw").offer("b").offer("w").offer("aw").offer("w").offer("b"),
    ),
    mutant(
      "AXI_ERRS_BID",
      new Script().offer("aw", { id: 3 }).offer("w").offer("b", { id: 2 }).offer("b", { id: 3 }),
    ),
    mutant("AXI_ERRS_BRESP_EXOKAY", new Script().offer("aw").offer("w").offer("b", { resp: 1 })),
    mutant("AXI_ERRS_BRESP_ALL_DONE_EOS", new Script().offer("aw").offer("w")),
    mutant("AXI_ERRS_RDATA_AR", new Script().offer("r").offer("ar").offer("r")),
    mutant("AXI_ERRS_RID", new Script().offer("ar", { id: 2 }).offer("r", { id: 1 }).offer("r", { id: 2 })),
    mutant("AXI_ERRS_RDATA_NUM", new Script().offer("ar").offer("r", { last: 0 })),
    mutant("AXI_ERRS_RRESP_EXOKAY", new Script().offer("ar").offer("r", { resp: 1 })),
    mutant("AXI_ERRS_RLAST_ALL_DONE_EOS", new Script().offer("ar")),
    mutant(
      "AXI_AUXM_WCAM_OVERFLOW",
      new Script().offer("aw").offer("aw").offer("w").offer("w").offer("b").offer("b"),
      { maxWrites: 1 },
    ),
    mutant("AXI_AUXM_RCAM_OVERFLOW", new Script().offer("ar").offer("ar").offer("r").offer("r"), {
      maxReads: 1,
    }),
  ];
}
