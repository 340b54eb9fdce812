import type { DomainId, Netlist } from "../netlist/netlist.ts";
import { resetLevel } from "../netlist/reset.ts";
import type { Agenda } from "./agenda.ts";
import type { Entries } from "./entries.ts";
import type { Layout } from "./layout.ts";
import type { LiveState } from "./live-state.ts";
import { wordsOf } from "./planes.ts";
import type { UnknownChoices } from "./unknown-choices.ts";

/** One register, in word offsets; -1 where there is none. */
interface Cell {
  readonly register: number;
  readonly node: number;
  readonly at: number;
  readonly width: number;
  readonly words: number;
  readonly next: number;
  readonly enable: number;
  readonly init: number;
  readonly staging: number;
  /** Whether `next` may itself move in the commit, so that what is sampled must be set aside. */
  readonly stages: boolean;
}

/**
 * The registers of a design. Only those whose operands changed since their last edge are on the agenda: taking the same
 * operands twice changes nothing, unknown ones included.
 */
export class Registers {
  readonly #netlist: Netlist;
  readonly #agenda: Agenda;
  readonly #state: LiveState;
  readonly #entries: Entries;
  readonly #choices: UnknownChoices;
  readonly #cells: readonly Cell[];
  /** By agenda entry, from the first register's on. */
  readonly #byEntry: readonly Cell[];
  readonly #firstEntry: number;
  /** What the commit moves: cells and the offsets that they take their value from. */
  readonly #moved: Cell[] = [];
  readonly #from: number[] = [];
  #count = 0;
  #reset: 0 | 1 | 2 = 0;

  constructor(
    netlist: Netlist,
    layout: Layout,
    entries: Entries,
    agenda: Agenda,
    state: LiveState,
    choices: UnknownChoices,
  ) {
    this.#netlist = netlist;
    this.#agenda = agenda;
    this.#state = state;
    this.#entries = entries;
    this.#choices = choices;
    this.#cells = netlist.registers.map(({ node, next, enable }, register) => {
      const { width } = netlist.nodes[node];
      const { op } = netlist.nodes[next];
      return {
        register,
        node,
        at: layout.kept[node],
        width,
        words: wordsOf(width),
        next: layout.kept[next],
        enable: enable === undefined ? -1 : layout.kept[enable],
        init: layout.inits[register],
        staging: layout.registerStaging[register],
        stages: op === "register" || op === "readport",
      };
    });
    this.#firstEntry = entries.registers[0]?.from ?? 0;
    const byEntry: Cell[] = [];
    entries.registersOf.forEach((registers, domain) => {
      registers.forEach((register, i) => {
        byEntry[entries.registers[domain].from + i - this.#firstEntry] = this.#cells[register];
      });
    });
    this.#byEntry = byEntry;
  }

  /** Phase 3, for a domain with an active edge. */
  sample(domain: DomainId): void {
    this.#reset = resetLevel(this.#netlist, this.#state, domain);
    const { from, to } = this.#entries.registers[domain];
    this.#agenda.drain(from, to, this.#sampleEntry);
  }

  /** Phase 6: an asynchronous reset of the domain came, or became unknown, without an edge. */
  reset(domain: DomainId): void {
    const level = resetLevel(this.#netlist, this.#state, domain);
    if (level === 0) return;
    for (const register of this.#entries.registersOf[domain]) {
      const cell = this.#cells[register];
      if (cell.init < 0) continue;
      if (level === 2) {
        this.#choices.reset(register);
        this.#state.planes.merge(cell.init, cell.at, cell.staging, cell.width);
      }
      this.#move(cell, level === 1 ? cell.init : cell.staging);
    }
  }

  /** Phase 4. */
  commit(): void {
    for (let i = 0; i < this.#count; i++) {
      const { at, words, node } = this.#moved[i];
      this.#state.publish(this.#from[i], at, words, node);
    }
    this.#count = 0;
  }

  #move(cell: Cell, from: number): void {
    this.#moved[this.#count] = cell;
    this.#from[this.#count++] = from;
  }

  readonly #sampleEntry = (entry: number): void => {
    const cell = this.#byEntry[entry - this.#firstEntry];
    const { planes } = this.#state;
    const reset = cell.init < 0 ? 0 : this.#reset;
    const enable = reset === 1 || cell.enable < 0 ? 1 : planes.level(cell.enable);
    if (reset === 1) this.#move(cell, cell.init);
    else if (reset === 2 || enable === 2) this.#sampleUnknown(cell, enable, reset);
    else if (enable === 1 && cell.stages) {
      planes.copy(cell.next, cell.staging, cell.words);
      this.#move(cell, cell.staging);
    } else if (enable === 1) this.#move(cell, cell.next);
  };

  #sampleUnknown(cell: Cell, enable: 0 | 1 | 2, reset: 0 | 2): void {
    const { planes } = this.#state;
    const { staging, width } = cell;
    if (reset === 2) this.#choices.reset(cell.register);
    if (enable === 2) {
      this.#choices.enable(cell.register);
      planes.merge(cell.next, cell.at, staging, width);
    } else planes.copy(enable === 1 ? cell.next : cell.at, staging, cell.words);
    if (reset === 2) planes.merge(cell.init, staging, staging, width);
    this.#move(cell, staging);
  }
}
