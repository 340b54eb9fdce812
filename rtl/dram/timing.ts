/** The figures of the timing model, all in nCK: clocks of the memory bus. */
export const MEANINGS = {
  CL: "RD to the first beat of its data",
  CWL: "WR to the first beat of its data",
  BL: "a burst of 64 bytes on the data bus",
  tTURN: "the data bus idles between a read burst and a write burst",
  tCMD: "ACT, RD or WR on the command bus",
  tRCD: "ACT to RD or WR",
  tRP: "PRE to ACT",
  tPPD: "PRE to PRE",
  tRAS: "ACT to PRE",
  tRC: "ACT to ACT of one bank",
  tCCD_S: "RD to RD, WR to WR, other bank group",
  tCCD_L: "RD to RD, same bank group",
  tCCD_L_WR: "WR to WR, same bank group",
  tRRD_S: "ACT to ACT, other bank group",
  tRRD_L: "ACT to ACT, same bank group",
  tFAW: "window of four ACTs",
  tWR: "end of the write burst to PRE",
  tRTP: "RD to PRE",
  tWTR_S: "end of the write burst to RD, other bank group",
  tWTR_L: "end of the write burst to RD, same bank group",
  tRFC: "REF to the next command, all banks",
  tREFI: "interval of REF",
} as const;

export type FigureName = keyof typeof MEANINGS;

/** nCK of each figure. */
export type Figures = Readonly<Record<FigureName, number>>;

export const FIGURE_NAMES = Object.keys(MEANINGS) as readonly FigureName[];

/** The banks behind one chip select, seen in units of a 64-byte line. */
export interface Organisation {
  readonly bankGroups: number;
  readonly banksPerGroup: number;
  /** Bits of a row number. */
  readonly rowBits: number;
  /** Bits of the number of a line in its row: the column address without the bits inside a burst. */
  readonly columnBits: number;
}

/** A memory device on its bus: one channel (of DDR5: one sub-channel) with one rank. */
export interface DramDevice {
  readonly name: string;
  /** What stands behind the figures. */
  readonly title: string;
  /** Megatransfers a second and pin; the clock runs at half of it. */
  readonly dataRate: number;
  readonly organisation: Organisation;
  readonly figures: Figures;
  /** Where each figure is from, by a key of `SOURCES`. */
  readonly sources: Readonly<Record<FigureName, SourceName>>;
}

export const SOURCES = {
  D: "DRAMsim3, `configs/DDR4_8Gb_x8_3200.ini`",
  R: "Ramulator 2, presets of `DDR4` and `DDR5`",
  G: "gem5, `src/mem/DRAMInterface.py`: its rule for DDR5, the larger of 32 nCK and 13.333 ns",
  "=": "follows from the bus or from the other figures",
} as const;
export type SourceName = keyof typeof SOURCES;

const all = (source: SourceName) =>
  Object.fromEntries(FIGURE_NAMES.map((name) => [name, source])) as Record<FigureName, SourceName>;

export const DDR4_3200: DramDevice = {
  name: "ddr4-3200",
  title: "DDR4-3200AA, 8 Gb x8, eight devices on 64 bits, burst length 8",
  dataRate: 3200,
  organisation: { bankGroups: 4, banksPerGroup: 4, rowBits: 16, columnBits: 7 },
  figures: {
    CL: 22,
    CWL: 16,
    BL: 4,
    tTURN: 2,
    tCMD: 1,
    tRCD: 22,
    tRP: 22,
    tPPD: 1,
    tRAS: 52,
    tRC: 74,
    tCCD_S: 4,
    tCCD_L: 8,
    tCCD_L_WR: 8,
    tRRD_S: 4,
    tRRD_L: 8,
    tFAW: 34,
    tWR: 24,
    tRTP: 12,
    tWTR_S: 4,
    tWTR_L: 12,
    tRFC: 560,
    tREFI: 12_480,
  },
  sources: { ...all("D"), BL: "=", tTURN: "R", tCMD: "=", tPPD: "=", tRC: "=" },
};

export const DDR5_4800: DramDevice = {
  name: "ddr5-4800",
  title: "DDR5-4800AN, 16 Gb x8, four devices on a sub-channel of 32 bits, burst length 16",
  dataRate: 4800,
  organisation: { bankGroups: 8, banksPerGroup: 4, rowBits: 16, columnBits: 6 },
  figures: {
    CL: 34,
    CWL: 32,
    BL: 8,
    tTURN: 4,
    tCMD: 2,
    tRCD: 34,
    tRP: 34,
    tPPD: 2,
    tRAS: 77,
    tRC: 111,
    tCCD_S: 8,
    tCCD_L: 12,
    tCCD_L_WR: 48,
    tRRD_S: 8,
    tRRD_L: 12,
    tFAW: 32,
    tWR: 72,
    tRTP: 18,
    tWTR_S: 6,
    tWTR_L: 24,
    tRFC: 708,
    tREFI: 9_360,
  },
  sources: { ...all("R"), BL: "=", tRC: "=", tFAW: "G" },
};

/** The devices that a user can name. */
export const DRAM_DEVICES: Readonly<Record<string, DramDevice>> = {
  "ddr4-3200": DDR4_3200,
  "ddr5-4800": DDR5_4800,
};

/** The clock period in ps, not rounded: 2 transfers a clock. */
export const clockPs = ({ dataRate }: DramDevice): number => 2e6 / dataRate;

export const bankCount = ({ bankGroups, banksPerGroup }: Organisation): number => bankGroups * banksPerGroup;
