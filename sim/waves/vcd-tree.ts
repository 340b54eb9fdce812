/** A value of a VCD file: what is declared under one identifier code. */
export interface VcdSignal {
  readonly code: string;
  readonly width: number;
  /** `wire`, `reg`, `string`, `real`, ... */
  readonly type: string;
  /** Every name it has, dotted from the top; without the range. */
  readonly names: readonly string[];
  /** Counts the signals of the file from 0. */
  readonly index: number;
}

export interface VcdScope {
  /** `module`, `struct`, `begin`, ...; "" for the root, which stands for the file. */
  readonly type: string;
  readonly name: string;
  readonly scopes: readonly VcdScope[];
  readonly variables: ReadonlyArray<{ readonly name: string; readonly signal: VcdSignal }>;
}

/** The declarations of a VCD file. */
export interface VcdHeader {
  readonly root: VcdScope;
  readonly signals: readonly VcdSignal[];
  /** `1 ps`; "" where the file does not say. */
  readonly timescale: string;
  readonly version: string;
  readonly date: string;
  readonly comment: string;
}
