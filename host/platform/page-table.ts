/** Bytes of a page. */
const PAGE_BYTES = 4096;

/** Where a line of a program lies. */
export interface Mapping {
  /** In the memory. */
  readonly physical: number;
  /** Who owns the page, 0 to tenants - 1. */
  readonly tenant: number;
}

/**
 * Gives the pages of a trace pages of the memory as they are first touched, and each to one tenant in turn. The addresses
 * of a trace are virtual ones of a larger space than the memory.
 */
export class PageTable {
  private readonly pages = new Map<number, number>();
  private readonly tenants: number;
  private readonly capacity: number;

  constructor(tenants: number, memoryBytes: number) {
    this.tenants = tenants;
    this.capacity = memoryBytes / PAGE_BYTES;
  }

  /** The line's place; undefined where the memory is full. */
  map(address: number): Mapping | undefined {
    const page = Math.floor(address / PAGE_BYTES);
    let frame = this.pages.get(page);
    if (frame === undefined) {
      frame = this.pages.size;
      if (frame >= this.capacity) return undefined;
      this.pages.set(page, frame);
    }
    return { physical: frame * PAGE_BYTES + (address % PAGE_BYTES), tenant: frame % this.tenants };
  }
}
