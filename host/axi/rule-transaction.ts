import { AxiResponse } from "../../rtl/bus/axi.ts";
import type { Burst } from "./rule-address.ts";
import { type AxiRule, always, type RuleOn } from "./rule-entry.ts";

/** A transaction whose address was taken and which is not over. */
export interface Transaction {
  readonly burst: Burst;
  /** Beats of data that have not passed. */
  readonly left: number;
}

/** A beat of write data beside the address that it belongs to. */
export interface WriteBeat {
  readonly transaction: Transaction;
  readonly isLast: boolean;
  /** Planes of WSTRB. */
  readonly strobes: Int32Array;
  /** A strobe of a lane that the beat does not have. */
  readonly strayStrobe: boolean;
}

/** A response, or a beat of read data, as it is offered. */
export interface Response {
  readonly id: number;
  /** Transactions of its direction that are not over. */
  readonly outstanding: number;
  /** The oldest of them with the response's ID. */
  readonly transaction: Transaction | undefined;
  /** As coded in BRESP or RRESP. */
  readonly code: number;
  /** RLAST. */
  readonly isLast: boolean;
}

const ofManager = { side: "manager", severity: "error" } as const;
const ofSubordinate = { side: "subordinate", severity: "error" } as const;

export const WRITE_DATA_RULES: readonly RuleOn<WriteBeat>[] = [
  {
    name: "AXI_ERRM_WDATA_NUM",
    channel: "w",
    section: "A3.4.1",
    text: "WLAST is 1 at beat AWLEN of a write and at no other; data come in the order of the addresses",
    ...ofManager,
    applies: always,
    holds: ({ isLast, transaction }) => isLast === (transaction.left === 1),
  },
  {
    name: "AXI_ERRM_WSTRB",
    channel: "w",
    section: "A3.4.3",
    text: "strobes are 1 only in lanes that the address and the size of the beat allow",
    ...ofManager,
    applies: ({ transaction: { burst } }) => burst.beatBytes <= burst.busBytes,
    holds: ({ strayStrobe }) => !strayStrobe,
  },
];

export const WRITE_RESPONSE_RULES: readonly RuleOn<Response>[] = [
  {
    name: "AXI_ERRS_BRESP_AW",
    channel: "b",
    section: "A3.3.1",
    text: "a write response comes after the handshake of its address, once a write",
    ...ofSubordinate,
    applies: always,
    holds: ({ outstanding }) => outstanding > 0,
  },
  {
    name: "AXI_ERRS_BID",
    channel: "b",
    section: "A5.1",
    text: "BID is the ID of an outstanding write",
    ...ofSubordinate,
    applies: ({ outstanding }) => outstanding > 0,
    holds: ({ transaction }) => transaction !== undefined,
  },
  {
    name: "AXI_ERRS_BRESP_WLAST",
    channel: "b",
    section: "A3.3.1",
    text: "a write response comes after the handshake of the write's last data",
    ...ofSubordinate,
    applies: ({ transaction }) => transaction !== undefined,
    holds: ({ transaction }) => transaction?.left === 0,
  },
  {
    name: "AXI_ERRS_BRESP_EXOKAY",
    channel: "b",
    section: "A3.4.4",
    text: "EXOKAY answers exclusive writes only",
    ...ofSubordinate,
    applies: ({ transaction, code }) => transaction !== undefined && code === AxiResponse.values.EXOKAY,
    holds: ({ transaction }) => transaction?.burst.isExclusive === true,
  },
];

export const READ_DATA_RULES: readonly RuleOn<Response>[] = [
  {
    name: "AXI_ERRS_RDATA_AR",
    channel: "r",
    section: "A3.3.1",
    text: "read data come after the handshake of their address",
    ...ofSubordinate,
    applies: always,
    holds: ({ outstanding }) => outstanding > 0,
  },
  {
    name: "AXI_ERRS_RID",
    channel: "r",
    section: "A5.1",
    text: "RID is the ID of an outstanding read",
    ...ofSubordinate,
    applies: ({ outstanding }) => outstanding > 0,
    holds: ({ transaction }) => transaction !== undefined,
  },
  {
    name: "AXI_ERRS_RDATA_NUM",
    channel: "r",
    section: "A3.4.1",
    text: "RLAST is 1 at beat ARLEN of a read and at no other; reads with one ID are answered in order",
    ...ofSubordinate,
    applies: ({ transaction }) => transaction !== undefined,
    holds: ({ transaction, isLast }) => isLast === (transaction?.left === 1),
  },
  {
    name: "AXI_ERRS_RRESP_EXOKAY",
    channel: "r",
    section: "A3.4.4",
    text: "EXOKAY answers exclusive reads only",
    ...ofSubordinate,
    applies: ({ transaction, code }) => transaction !== undefined && code === AxiResponse.values.EXOKAY,
    holds: ({ transaction }) => transaction?.burst.isExclusive === true,
  },
];

const benchRule = (
  name: string,
  channel: AxiRule["channel"],
  side: AxiRule["side"],
  text: string,
): AxiRule => ({ name, channel, section: undefined, text, side, severity: "error" });

/** What a bench asks for at all times, and at the end of a run. */
export const SYSTEM_RULES = {
  writesBounded: benchRule(
    "AXI_AUXM_WCAM_OVERFLOW",
    "aw",
    "manager",
    "at most `maxOutstanding` writes are outstanding",
  ),
  readsBounded: benchRule(
    "AXI_AUXM_RCAM_OVERFLOW",
    "ar",
    "manager",
    "at most `maxOutstanding` reads are outstanding",
  ),
  dataDone: benchRule(
    "AXI_ERRM_WDATA_ALL_DONE_EOS",
    "w",
    "manager",
    "at the end every write has its data, and all data have their address",
  ),
  writesDone: benchRule(
    "AXI_ERRS_BRESP_ALL_DONE_EOS",
    "b",
    "subordinate",
    "at the end every write with its data has its response",
  ),
  readsDone: benchRule(
    "AXI_ERRS_RLAST_ALL_DONE_EOS",
    "r",
    "subordinate",
    "at the end every read has all its data",
  ),
} as const;
