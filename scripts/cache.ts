import type { Access } from "../host/workload/access.ts";

/** What a cache asks of the level below it: lines to fetch and dirty lines to take back, in order. */
export type LineAccess = Pick<Access, "op" | "address">;

/** A set-associative cache: write-back, write-allocate, least recently used out first, 64-byte lines. */
export class Cache {
  private readonly sets: Map<number, boolean>[];
  private readonly ways: number;

  /** `bytes` is a multiple of `ways` lines. */
  constructor(bytes: number, ways: number) {
    this.ways = ways;
    this.sets = Array.from({ length: bytes / (64 * ways) }, () => new Map());
  }

  /** Plays one access and returns what it asks of the level below: nothing on a hit. */
  access({ op, address }: LineAccess): readonly LineAccess[] {
    // A Map keeps the order of insertion: putting a line back in makes it the most recently used.
    const set = this.sets[(address / 64) % this.sets.length];
    const dirty = set.get(address);
    set.delete(address);
    set.set(address, dirty === true || op === "write");
    if (dirty !== undefined) return [];

    const below: LineAccess[] = [{ op: "read", address }];
    if (set.size > this.ways) {
      const [oldest, oldestDirty] = set.entries().next().value!;
      set.delete(oldest);
      if (oldestDirty) below.push({ op: "write", address: oldest });
    }
    return below;
  }
}
