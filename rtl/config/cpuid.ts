import { type Bits, constant, In, module, mux, Out } from "../../sim/hdl/index.ts";
import { type Platform, platformOf } from "./platform.ts";

export type CpuidRegister = "eax" | "ebx" | "ecx" | "edx";

interface CpuidRow {
  readonly leaf: number;
  /** ECX, where the answer depends on it. */
  readonly subleaf?: number;
  readonly register: CpuidRegister;
  readonly bits: readonly [high: number, low: number];
  readonly name: string;
  readonly meaning: string;
  readonly value: (platform: Platform) => number;
}

const hasMktme = ({ maxKeyIdBits }: Platform) => Number(maxKeyIdBits > 0);

/** How software finds TME, MKTME and PCONFIG (Intel 336907 rev 1.3, 4.1). Everything else reads 0. */
export const CPUID_FIELDS: readonly CpuidRow[] = [
  {
    leaf: 0x07,
    subleaf: 0,
    register: "ecx",
    bits: [13, 13],
    name: "TME_EN",
    meaning: "the TME registers exist",
    value: ({ tme }) => Number(tme),
  },
  {
    leaf: 0x07,
    subleaf: 0,
    register: "edx",
    bits: [18, 18],
    name: "PCONFIG",
    meaning: "PCONFIG exists",
    value: hasMktme,
  },
  {
    leaf: 0x1b,
    subleaf: 0,
    register: "eax",
    bits: [11, 0],
    name: "SUBLEAF_TYPE",
    meaning: "0: invalid, and so are all that follow; 1: target identifiers",
    value: hasMktme,
  },
  {
    leaf: 0x1b,
    subleaf: 0,
    register: "ebx",
    bits: [31, 0],
    name: "TARGET_ID_1",
    meaning: "1: MKTME",
    value: hasMktme,
  },
  {
    leaf: 0x8000_0008,
    register: "eax",
    bits: [7, 0],
    name: "MAXPHYADDR",
    meaning: "address bits; those of the keyID are not subtracted",
    value: ({ physicalBits }) => physicalBits,
  },
];

type CpuidAnswer = Readonly<Record<CpuidRegister, number>>;

/** What CPUID answers, 32 bits a register. */
export function cpuid(platform: Platform, leaf: number, subleaf: number): CpuidAnswer {
  const answer = { eax: 0, ebx: 0, ecx: 0, edx: 0 };
  for (const row of CPUID_FIELDS) {
    if (row.leaf === leaf && (row.subleaf ?? subleaf) === subleaf)
      answer[row.register] += placed(row, platform);
  }
  return answer;
}

/** CPUID in hardware, combinational. */
export const Cpuid = (options: Partial<Platform> = {}) => {
  const platform = platformOf(options);
  return module(
    "Cpuid",
    { leaf: In(32), subleaf: In(32), eax: Out(32), ebx: Out(32), ecx: Out(32), edx: Out(32) },
    ({ leaf, subleaf, ...answer }) => {
      const isAsked = (row: CpuidRow) =>
        row.subleaf === undefined ? leaf.eq(row.leaf) : leaf.eq(row.leaf).and(subleaf.eq(row.subleaf));
      for (const [name, register] of Object.entries(answer)) {
        const fields = CPUID_FIELDS.filter((row) => row.register === name);
        register.drive(
          fields.reduce<Bits<32>>(
            (all, row) => all.or(mux(isAsked(row), placed(row, platform), constant(0, 32))),
            constant(0, 32),
          ),
        );
      }
    },
  );
};

const placed = ({ value, bits: [, low] }: CpuidRow, platform: Platform): number => value(platform) * 2 ** low;
