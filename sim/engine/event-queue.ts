/** Something that happens at a time; the queue writes the sequence number. */
export interface Event {
  readonly time: number;
  sequence: number;
}

/** Events to come, as a binary heap ordered by (time, sequence): equal times come out in the order they went in. */
export class EventQueue<T extends Event> {
  readonly #heap: T[] = [];
  #sequence = 0;

  /** Time of the first event, or Infinity. */
  get next(): number {
    return this.#heap.length === 0 ? Infinity : this.#heap[0].time;
  }

  /** The first event where there is no other. */
  get only(): T | undefined {
    return this.#heap.length === 1 ? this.#heap[0] : undefined;
  }

  push(event: T): void {
    const heap = this.#heap;
    event.sequence = this.#sequence++;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(event, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = event;
  }

  /** Removes the first event. */
  pop(): T | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
      if (child >= heap.length || !before(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

const before = (a: Event, b: Event): boolean =>
  a.time < b.time || (a.time === b.time && a.sequence < b.sequence);
