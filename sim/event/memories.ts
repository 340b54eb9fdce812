import type { DomainId, Netlist, Optional, ReadPort, WritePort } from "../netlist/netlist.ts";
import type { Agenda } from "./agenda.ts";
import { type Entries, memorySource } from "./entries.ts";
import { type Layout, PORT_STAGES } from "./layout.ts";
import type { LiveState } from "./live-state.ts";
import { chooseLanes } from "./operators-select.ts";
import { type Store, wordsOf } from "./planes.ts";
import type { UnknownChoices } from "./unknown-choices.ts";

/** A port, with what it sampled at the edge under way. Offsets are in words; -1 where there is none. */
interface PortCell {
  readonly memory: MemoryCell;
  readonly entry: number;
  readonly index: number;
  readonly address: number;
  readonly addressWidth: number;
  readonly enable: number;
  /** Room for the data, the mask and the outcome, each of `memory.stride` words. */
  readonly staging: number;
  /** Sampled: 1 or 2 (unknown). */
  enabled: 0 | 1 | 2;
  /** Sampled: -1 if unknown. */
  word: number;
}

interface ReadCell extends PortCell {
  readonly kind: "read";
  readonly at: number;
  readonly node: number;
  readonly collision: ReadPort["collision"];
}

interface WriteCell extends PortCell {
  readonly kind: "write";
  readonly data: number;
  readonly mask: number;
  readonly parts: number;
}

interface MemoryCell extends Store {
  readonly id: number;
  readonly source: number;
  readonly shared: boolean;
  /** Every word is x, so that one more write to an unknown address changes nothing. */
  lost: boolean;
}

/**
 * The clocked ports of all memories, and the words that they write. As with registers, a port whose operands stay has
 * nothing new to do, but for two kinds that stay on the agenda while enabled: one of several write ports may have to
 * write again over what another wrote, and a read whose collision is not `old` sees the writes of its own edge.
 */
export class Memories {
  readonly #state: LiveState;
  readonly #agenda: Agenda;
  readonly #entries: Entries;
  readonly #choices: UnknownChoices;
  readonly #beyondIsZero: boolean;
  readonly #firstEntry: number;
  readonly #byEntry: (ReadCell | WriteCell)[] = [];
  readonly #reads: ReadCell[] = [];
  readonly #writes: WriteCell[] = [];

  constructor(
    netlist: Netlist,
    layout: Layout,
    entries: Entries,
    agenda: Agenda,
    state: LiveState,
    choices: UnknownChoices,
    beyondIsZero: boolean,
  ) {
    this.#state = state;
    this.#agenda = agenda;
    this.#entries = entries;
    this.#choices = choices;
    this.#beyondIsZero = beyondIsZero;
    this.#firstEntry = entries.ports[0]?.from ?? 0;
    let staging = layout.portStaging;
    const at = (node: Optional): number => (node === undefined ? -1 : layout.kept[node]);
    const cells = netlist.memories.map(({ writes }, id) => ({
      ...layout.memories[id],
      id,
      source: memorySource(netlist, id),
      shared: writes.length > 1,
      lost: false,
    }));
    const common = (port: ReadPort | WritePort, memory: MemoryCell, entry: number, index: number) => {
      staging += memory.stride * PORT_STAGES;
      return {
        memory,
        entry,
        index,
        address: at(port.address),
        addressWidth: netlist.nodes[port.address].width,
        enable: at(port.enable),
        staging: staging - memory.stride * PORT_STAGES,
        enabled: 0 as const,
        word: 0,
      };
    };
    entries.portsOf.forEach((ports, domain) => {
      ports.forEach(({ memory, kind, index }, i) => {
        const entry = entries.ports[domain].from + i;
        const { reads, writes } = netlist.memories[memory];
        const port = kind === "read" ? reads[index] : writes[index];
        const cell = common(port, cells[memory], entry, index);
        this.#byEntry[entry - this.#firstEntry] =
          "node" in port
            ? { ...cell, kind: "read", at: at(port.node), node: port.node, collision: port.collision }
            : {
                ...cell,
                kind: "write",
                data: at(port.data),
                mask: at(port.mask),
                parts: port.mask === undefined ? 0 : netlist.nodes[port.mask].width,
              };
      });
    });
  }

  /** Phase 3, for a domain with an active edge. */
  sample(domain: DomainId): void {
    const { from, to } = this.#entries.ports[domain];
    if (from !== to) this.#agenda.drain(from, to, this.#sampleEntry);
  }

  /** Phase 4: reads that see the old words, then writes in the order of the ports, then reads that see the new. */
  commit(): void {
    if (this.#reads.length + this.#writes.length === 0) return;
    if (this.#writes.length > 1) this.#writes.sort((a, b) => a.memory.id - b.memory.id || a.index - b.index);
    for (const read of this.#reads) if (read.collision !== "new") this.#fetch(read);
    for (const write of this.#writes) {
      if (write.word < 0) this.#lose(write.memory);
      else this.#store(write);
      if (write.memory.shared) this.#agenda.mark(write.entry);
    }
    for (const read of this.#reads) {
      if (read.collision === "new") this.#fetch(read);
      this.#state.publish(read.staging, read.at, read.memory.stride, read.node);
      if (read.collision !== "old") this.#agenda.mark(read.entry);
    }
    this.#reads.length = 0;
    this.#writes.length = 0;
  }

  readonly #sampleEntry = (entry: number): void => {
    const port = this.#byEntry[entry - this.#firstEntry];
    const { planes } = this.#state;
    port.enabled = port.enable < 0 ? 1 : planes.level(port.enable);
    if (port.enabled === 0) return;
    port.word = planes.index(port.address, 0, port.addressWidth);
    if (port.kind === "read") {
      this.#reads.push(port);
      return;
    }
    if (port.enabled === 2) this.#choices.write(port.memory.id, port.index, this.#state);
    if (port.word >= port.memory.depth) return;
    planes.copy(port.data, port.staging, port.memory.stride);
    if (port.mask >= 0) planes.copy(port.mask, port.staging + port.memory.stride, wordsOf(port.parts));
    this.#writes.push(port);
  };

  /** Brings what the port takes into its staging words. */
  #fetch(read: ReadCell): void {
    const { planes } = this.#state;
    const { memory, word, staging } = read;
    const clash = read.collision === "x" && this.#writes.some((write) => mayHit(write, memory, word));
    if (word >= 0 && word < memory.depth && !clash) {
      planes.copy(memory.base + word * memory.stride, staging, memory.stride);
    } else if (this.#beyondIsZero) planes.clear(staging, memory.stride);
    else planes.fillX(staging, memory.width);
    if (read.enabled === 2) planes.merge(staging, read.at, staging, memory.width);
  }

  #store({ memory, word, staging, enabled, mask, parts }: WriteCell): void {
    const { planes } = this.#state;
    const { stride, width } = memory;
    const at = memory.base + word * stride;
    let from = staging;
    if (mask >= 0) {
      from = staging + 2 * stride;
      planes.clear(from, stride);
      chooseLanes(planes, staging + stride, staging, at, from, width / parts, parts);
      planes.note(from, stride);
    }
    if (enabled === 2) planes.merge(from, at, from, width);
    this.#state.publish(from, at, memory.stride, memory.source);
    memory.lost = false;
  }

  /** A write that may have hit any word. */
  #lose(memory: MemoryCell): void {
    if (memory.lost) return;
    for (let i = 0; i < memory.depth; i++) {
      this.#state.planes.fillX(memory.base + i * memory.stride, memory.width);
    }
    this.#agenda.wake(memory.source);
    memory.lost = true;
  }
}

const mayHit = (write: WriteCell, memory: MemoryCell, word: number): boolean =>
  write.memory === memory && (write.word < 0 || write.word === word);
