/** Bytes of a page. */
const PAGE_BYTES = 4096;

/** Where a line of a program lies. */
export interface Mapping {
  /** In the memory. */
  readonly physical: number;
  /** Who owns the page, 0 to tenants - 1. */
  readonly tenant: number;
}

/** Whose pages a table maps: program `program` of `programs`, counted from 0, among so many tenants. */
export interface Owner {
  readonly program: number;
  readonly programs: number;
  readonly tenants: number;
}

/**
 * Gives the pages of a program pages of the memory as they are first touched. The addresses of a trace are virtual ones
 * of a larger space than the memory. Of n programs the k-th has every n-th page of the memory from the k-th on, whatever
 * the others do. Its pages belong to one tenant, k modulo the tenants; or, where there are more tenants than programs,
 * to tenants k, k + n, k + 2n, … in turn.
 */
export class PageTable {
  private readonly pages = new Map<number, number>();
  private readonly owner: Owner;
  private readonly capacity: number;
  private readonly tenants: readonly number[];

  constructor(owner: Owner, memoryBytes: number) {
    const { program, programs, tenants } = owner;
    this.owner = owner;
    this.capacity = memoryBytes / PAGE_BYTES;
    const count = Math.ceil(Math.max(1, tenants - program) / programs);
    this.tenants = Array.from({ length: count }, (_, k) => (program + k * programs) % tenants);
  }

  /** The line's place; undefined where the memory is full. */
  map(address: number): Mapping | undefined {
    const page = Math.floor(address / PAGE_BYTES);
    const index = this.pages.get(page) ?? this.pages.size;
    const frame = this.owner.program + index * this.owner.programs;
    if (frame >= this.capacity) return undefined;
    this.pages.set(page, index);
    const tenant = this.tenants[index % this.tenants.length];
    return { physical: frame * PAGE_BYTES + (address % PAGE_BYTES), tenant };
  }
}
