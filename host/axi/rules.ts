import { AXI_CHANNELS, type AxiChannel } from "../../rtl/bus/axi.ts";

/** A rule of the protocol, under the name that ARM's checker gives it. */
export interface Rule {
  readonly name: string;
  /** Of ARM IHI 0022H. */
  readonly section: string;
  readonly text: string;
}

/** What an address channel carries, as coded. */
export interface AddressItem {
  readonly id: number;
  readonly addr: bigint;
  readonly len: number;
  readonly size: number;
  readonly burst: number;
  readonly lock: number;
  readonly cache: number;
}

const [FIXED, INCR, WRAP, RESERVED] = [0, 1, 2, 3];
const PAGE = 4096;

const bytesOf = ({ len, size }: AddressItem): number => (len + 1) * 2 ** size;
const offset = ({ addr }: AddressItem): number => Number(addr % BigInt(PAGE));
const isPowerOfTwo = (value: number): boolean => Number.isInteger(Math.log2(value));
const isFree = ({ lock }: AddressItem): boolean => lock === 0;

interface AddressRule {
  readonly section: string;
  readonly text: string;
  readonly holds: (item: AddressItem, busBytes: number) => boolean;
}

/** Rules of both address channels, by the part of the name behind the channel's. */
export const ADDRESS_RULES: Readonly<Record<string, AddressRule>> = {
  ADDR_BOUNDARY: {
    section: "A3.4.1",
    text: "a burst does not cross a 4 KB boundary",
    holds: (item) => {
      const start = offset(item);
      const aligned = start - (start % 2 ** item.size);
      return item.burst !== INCR || aligned + bytesOf(item) <= PAGE;
    },
  },
  ADDR_WRAP_ALIGN: {
    section: "A3.4.1",
    text: "the address of a WRAP burst is a multiple of the size of its beats",
    holds: (item) => item.burst !== WRAP || offset(item) % 2 ** item.size === 0,
  },
  BURST: { section: "A3.4.1", text: "burst type 3 is reserved", holds: ({ burst }) => burst !== RESERVED },
  LEN_FIXED: {
    section: "A3.4.1",
    text: "a FIXED burst has 16 beats at most",
    holds: ({ burst, len }) => burst !== FIXED || len < 16,
  },
  LEN_WRAP: {
    section: "A3.4.1",
    text: "a WRAP burst has 2, 4, 8 or 16 beats",
    holds: ({ burst, len }) => burst !== WRAP || [1, 3, 7, 15].includes(len),
  },
  SIZE: {
    section: "A3.4.1",
    text: "a beat is no wider than the data bus",
    holds: ({ size }, busBytes) => 2 ** size <= busBytes,
  },
  CACHE: {
    section: "A4.4",
    text: "a transaction that is not Modifiable has no allocate bits",
    holds: ({ cache }) => (cache & 2) !== 0 || cache < 4,
  },
  LEN_LOCK: {
    section: "A7.2.4",
    text: "an exclusive access has 16 beats at most",
    holds: (item) => isFree(item) || item.len < 16,
  },
  EXCL_LEN: {
    section: "A7.2.4",
    text: "the bytes of an exclusive access are a power of two",
    holds: (item) => isFree(item) || isPowerOfTwo(bytesOf(item)),
  },
  EXCL_MAX: {
    section: "A7.2.4",
    text: "an exclusive access has 128 bytes at most",
    holds: (item) => isFree(item) || bytesOf(item) <= 128,
  },
  EXCL_ALIGN: {
    section: "A7.2.4",
    text: "the address of an exclusive access is a multiple of its bytes",
    holds: (item) => isFree(item) || !isPowerOfTwo(bytesOf(item)) || offset(item) % bytesOf(item) === 0,
  },
};

/** Rules of whole transactions: section and text, by name. */
const TRANSACTION_RULES = {
  AXI_ERRM_WSTRB: ["A3.4.3", "strobes are set only in the byte lanes that a beat's address and size allow"],
  AXI_ERRM_WDATA_NUM: ["A3.4.1", "WLAST does not come before beat AWLEN + 1"],
  AXI_ERRM_WLAST: ["A3.4.1", "beat AWLEN + 1 of a write has WLAST"],
  AXI_ERRM_WDATA_X: ["A3.2.2", "a byte with a strobe has no unknown bits"],
  AXI_ERRM_WDATA_ALL_DONE_EOS: [
    "A3.3.1",
    "every write address has its data, and every data its address, at the end",
  ],
  AXI_ERRS_BRESP_AW: ["A3.3.1", "a write response comes after the handshake of the address"],
  AXI_ERRS_BRESP_WLAST: ["A3.3.1", "a write response comes after the handshake of the last data"],
  AXI_ERRS_BID: ["A5.2", "a write response has the ID of an outstanding write, and is its only one"],
  AXI_ERRS_BRESP_EXOKAY: ["A7.2.4", "EXOKAY answers an exclusive write"],
  AXI_ERRS_BRESP_ALL_DONE_EOS: ["A3.3.1", "every write is answered at the end"],
  AXI_ERRS_RID: [
    "A5.2",
    "read data has the ID of an outstanding read, and comes after the handshake of its address",
  ],
  AXI_ERRS_RDATA_NUM: ["A3.4.1", "RLAST does not come before beat ARLEN + 1"],
  AXI_ERRS_RLAST: ["A3.4.1", "beat ARLEN + 1 of a read has RLAST"],
  AXI_ERRS_RDATA_X: ["A3.2.2", "a byte that was read has no unknown bits"],
  AXI_ERRS_RRESP_EXOKAY: ["A7.2.4", "EXOKAY answers an exclusive read"],
  AXI_ERRS_RLAST_ALL_DONE_EOS: ["A3.3.1", "every read is answered at the end"],
  AXI_AUX_WCAM_OVERFLOW: ["A5.1", "no more writes are outstanding than the port is said to have"],
  AXI_AUX_RCAM_OVERFLOW: ["A5.1", "no more reads are outstanding than the port is said to have"],
} as const;

/** Rules of the handshake of one channel. */
export interface ChannelRules {
  readonly reset: Rule;
  readonly validX: Rule;
  readonly readyX: Rule;
  readonly validStable: Rule;
  readonly maxWait: Rule;
  /** By field of the payload. */
  readonly stable: Readonly<Record<string, Rule>>;
  /** By field of the payload, without the data: of that only the bytes that count must be known. */
  readonly known: Readonly<Record<string, Rule>>;
}

function channelRules(channel: AxiChannel): ChannelRules {
  const { source, fields } = AXI_CHANNELS[channel];
  const prefix = channel.toUpperCase();
  const [mine, theirs] = source === "manager" ? ["ERRM", "ERRS"] : ["ERRS", "ERRM"];
  const rule = (side: string, what: string, section: string, text: string): Rule => ({
    name: `AXI_${side}_${prefix}${what}`,
    section,
    text,
  });
  const each = (make: (label: string) => Rule, names: readonly string[]): Record<string, Rule> =>
    Object.fromEntries(names.map((name) => [name, make(name.toUpperCase())]));
  const names = Object.keys(fields);
  const recommended = source === "manager" ? "RECS" : "RECM";
  return {
    reset: rule(mine, "VALID_RESET", "A3.1.2", "VALID is 0 in reset and at the first edge after it"),
    validX: rule(mine, "VALID_X", "A3.2.2", "VALID is known outside reset"),
    readyX: rule(theirs, "READY_X", "A3.2.2", "READY is known outside reset"),
    validStable: rule(mine, "VALID_STABLE", "A3.2.1", "VALID stays until READY"),
    maxWait: rule(
      recommended,
      "READY_MAX_WAIT",
      "A3.2.1",
      "READY comes within the cycles that the port is said to take",
    ),
    stable: each(
      (label) => rule(mine, `${label}_STABLE`, "A3.2.1", `${prefix}${label} stays until READY`),
      names,
    ),
    known: each(
      (label) => rule(mine, `${label}_X`, "A3.2.2", `${prefix}${label} is known while VALID is 1`),
      names.filter((name) => name !== "data"),
    ),
  };
}

export const CHANNEL_RULES: Readonly<Record<AxiChannel, ChannelRules>> = {
  aw: channelRules("aw"),
  w: channelRules("w"),
  b: channelRules("b"),
  ar: channelRules("ar"),
  r: channelRules("r"),
};

/** The rules of an address channel. */
export const addressRules = (channel: "aw" | "ar"): readonly (Rule & AddressRule)[] =>
  Object.entries(ADDRESS_RULES).map(([name, rule]) => ({
    ...rule,
    name: `AXI_ERRM_${channel.toUpperCase()}${name}`,
  }));

/** A rule of whole transactions, by its name. */
export const transactionRule = (name: keyof typeof TRANSACTION_RULES): Rule => {
  const [section, text] = TRANSACTION_RULES[name];
  return { name, section, text };
};

/** Every rule that the checker holds a port to. */
export const AXI_RULES: readonly Rule[] = [
  ...Object.values(CHANNEL_RULES).flatMap(({ stable, known, ...others }) => [
    ...Object.values(others),
    ...Object.values(stable),
    ...Object.values(known),
  ]),
  ...[...addressRules("aw"), ...addressRules("ar")].map(({ name, section, text }) => ({
    name,
    section,
    text,
  })),
  ...(Object.keys(TRANSACTION_RULES) as (keyof typeof TRANSACTION_RULES)[]).map(transactionRule),
];
