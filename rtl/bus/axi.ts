import {
  type Bits,
  constant,
  type EnumBits,
  type Enumeration,
  enumeration,
  type Flip,
  flip,
  mux,
  refuse,
  type Stream,
  stream,
  type Type,
  u,
} from "../../sim/hdl/index.ts";

/** AMBA AXI4 (ARM IHI 0022H), A3.4.1, table A3-3. */
export const AxiBurst = enumeration("AxiBurst", 2, { FIXED: 0, INCR: 1, WRAP: 2 });
/** A3.4.4, table A3-4. */
export const AxiResponse = enumeration("AxiResponse", 2, { OKAY: 0, EXOKAY: 1, SLVERR: 2, DECERR: 3 });

/** SLVERR for what failed, else OKAY. */
export const response = (failed: Bits<1>): Bits<2> =>
  mux(failed, AxiResponse.values.SLVERR, constant(AxiResponse.values.OKAY, 2));

/** What an integrator chooses of a port. */
export interface AxiOptions<A extends number = number, D extends number = number, I extends number = number> {
  /** Bits of an address, 12 to 64. */
  readonly addressBits: A;
  /** Bits of a beat: 8, 16, 32, 64, 128, 256, 512 or 1024. */
  readonly dataBits: D;
  /** Bits of a transaction's ID, 1 to 32. */
  readonly idBits: I;
}

/** Strobe bits by data bits: one a byte (A3.4.3). */
const STROBE_BITS = { 8: 1, 16: 2, 32: 4, 64: 8, 128: 16, 256: 32, 512: 64, 1024: 128 } as const;

const address = {
  id: { width: "idBits", section: "A5.1" },
  addr: { width: "addressBits", section: "A3.4.1" },
  /** Beats less one. */
  len: { width: 8, section: "A3.4.1" },
  /** Bytes of a beat, as a power of two. */
  size: { width: 3, section: "A3.4.1" },
  burst: { width: AxiBurst, section: "A3.4.1" },
  /** 1: exclusive access. */
  lock: { width: 1, section: "A7.4" },
  cache: { width: 4, section: "A4.4" },
  prot: { width: 3, section: "A4.7" },
  qos: { width: 4, section: "A8.1" },
} as const;

/** The five channels: who drives them, and the fields of their payloads. REGION and USER are not used. */
export const AXI_CHANNELS = {
  aw: { source: "manager", section: "A2.2", fields: address },
  w: {
    source: "manager",
    section: "A2.3",
    fields: {
      data: { width: "dataBits", section: "A3.4.3" },
      strb: { width: "strobeBits", section: "A3.4.3" },
      last: { width: 1, section: "A3.4.1" },
    },
  },
  b: {
    source: "subordinate",
    section: "A2.4",
    fields: { id: { width: "idBits", section: "A5.1" }, resp: { width: AxiResponse, section: "A3.4.4" } },
  },
  ar: { source: "manager", section: "A2.5", fields: address },
  r: {
    source: "subordinate",
    section: "A2.6",
    fields: {
      id: { width: "idBits", section: "A5.1" },
      data: { width: "dataBits", section: "A3.4.3" },
      resp: { width: AxiResponse, section: "A3.4.4" },
      last: { width: 1, section: "A3.4.1" },
    },
  },
} as const;

type Channels = typeof AXI_CHANNELS;
export type AxiChannel = keyof Channels;

/** A field's width: a number, a name of the options, or the enumeration that it carries. */
type FieldType<W, O extends AxiOptions> = W extends "strobeBits"
  ? Type<Bits<O["dataBits"] extends keyof typeof STROBE_BITS ? (typeof STROBE_BITS)[O["dataBits"]] : number>>
  : W extends keyof O
    ? Type<Bits<O[W] & number>>
    : W extends number
      ? Type<Bits<W>>
      : W extends Enumeration<infer S, infer V>
        ? Type<EnumBits<S, V>>
        : never;

export type AxiPayload<C extends AxiChannel, O extends AxiOptions = AxiOptions> = {
  readonly [F in keyof Channels[C]["fields"]]: Channels[C]["fields"][F] extends { readonly width: infer W }
    ? FieldType<W, O>
    : never;
};

/** An AXI4 port as a manager has it; a subordinate has it flipped. */
export type Axi<O extends AxiOptions = AxiOptions> = {
  readonly [C in AxiChannel]: Channels[C]["source"] extends "manager"
    ? Stream<AxiPayload<C, O>>
    : Flip<Stream<AxiPayload<C, O>>>;
};

/** The payload of a channel, for a stream, a queue or a register slice of it. */
export function axiPayload<C extends AxiChannel, const O extends AxiOptions>(
  channel: C,
  options: O,
): AxiPayload<C, O> {
  const { addressBits, dataBits, idBits } = options;
  const strobeBits = STROBE_BITS[dataBits as keyof typeof STROBE_BITS];
  if (strobeBits === undefined) refuse("dataBits", dataBits, `one of ${Object.keys(STROBE_BITS).join(", ")}`);
  if (!(addressBits >= 12 && addressBits <= 64)) refuse("addressBits", addressBits, "12 to 64");
  if (!(idBits >= 1 && idBits <= 32)) refuse("idBits", idBits, "1 to 32");
  const widths = { addressBits, dataBits, idBits, strobeBits };
  const fields: Record<string, { readonly width: number | keyof typeof widths | Enumeration }> =
    AXI_CHANNELS[channel].fields;
  const types = Object.entries(fields).map(([name, { width }]) => {
    if (typeof width === "object") return [name, width.type];
    return [name, u(typeof width === "number" ? width : widths[width])];
  });
  return Object.fromEntries(types);
}

/** The five channels of an AXI4 port, seen from the manager: `axi(…)` for its ports, `flip(axi(…))` for a subordinate's. */
export function axi<const O extends AxiOptions>(options: O): Axi<O> {
  const channels = Object.entries(AXI_CHANNELS).map(([name, { source }]) => {
    const channel = stream(axiPayload(name as AxiChannel, options));
    return [name, source === "manager" ? channel : flip(channel)];
  });
  return Object.fromEntries(channels);
}
