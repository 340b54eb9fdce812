import type { Access } from "./access.ts";
import { lineData } from "./data.ts";

/** Decides the plaintext of each access: what the trace carries, else what follows from the seed. */
export class Plaintexts {
  private readonly seed: number;
  private readonly writes = new Map<number, number>();

  constructor(seed: number) {
    this.seed = seed;
  }

  /** What a write brings: every write to a line without data of its own brings the next version. */
  written(access: Access): Uint8Array {
    if (access.data) return access.data;
    const version = (this.writes.get(access.address) ?? 0) + 1;
    this.writes.set(access.address, version);
    return lineData(this.seed, access.address, version);
  }

  /** What a line holds that the trace reads before it writes it. */
  found(access: Access): Uint8Array {
    return access.data ?? lineData(this.seed, access.address, 0);
  }
}
