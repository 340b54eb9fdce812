/** Drops the last items. Setting `length` would give the storage back, to be taken again in the next cycle. */
export function shrink(items: unknown[], length: number): void {
  while (items.length > length) items.pop();
}
