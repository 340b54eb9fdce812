import { type Bits, cat, constant, enumeration, mux } from "../../sim/hdl/index.ts";

/** An encryption algorithm of the engine. */
export interface AlgorithmRow {
  readonly name: string;
  /**
   * The TME policy that selects it, and its bit in IA32_TME_CAPABILITY[15:0], in MK_TME_CRYPTO_ALGS and in ENC_ALG of
   * PCONFIG (Intel 336907 rev 1.3, 4.2; the integrity indices from the headers of the TDX module).
   */
  readonly index: number;
  readonly keyBytes: number;
  readonly integrity: boolean;
}

export const ALGORITHMS = [
  { name: "aes-xts-128", index: 0, keyBytes: 16, integrity: false },
  { name: "aes-xts-128-integrity", index: 1, keyBytes: 16, integrity: true },
  { name: "aes-xts-256", index: 2, keyBytes: 32, integrity: false },
  { name: "aes-xts-256-integrity", index: 3, keyBytes: 32, integrity: true },
] as const satisfies readonly AlgorithmRow[];

export type AlgorithmName = (typeof ALGORITHMS)[number]["name"];

export const algorithm = (name: AlgorithmName): AlgorithmRow => ALGORITHMS.find((row) => row.name === name)!;

/** An algorithm by its index, 4 bits. */
export const Algorithm = enumeration(
  "Algorithm",
  4,
  Object.fromEntries(ALGORITHMS.map(({ name, index }) => [name, index])) as Record<AlgorithmName, number>,
);

/** The key with zeros above the length that the algorithm has. */
export function fitKey(key: Bits<256>, index: Bits<4>): Bits<256> {
  const long = ALGORITHMS.filter(({ keyBytes }) => keyBytes === 32)
    .map((row) => index.eq(row.index))
    .reduce((any, one) => any.or(one));
  return mux(long, key, cat(constant(0, 128), key.at("127:0")));
}
