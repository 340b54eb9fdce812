import type { Netlist } from "../netlist/netlist.ts";
import type { NodeId } from "../netlist/node.ts";
import type { Agenda } from "./agenda.ts";
import { Compiler } from "./compiler.ts";
import type { Groups } from "./groups.ts";
import type { Layout } from "./layout.ts";
import type { LiveState } from "./live-state.ts";
import { type Machine, OP, STEP } from "./machine.ts";
import type { Planes } from "./planes.ts";
import { wordsOf } from "./planes.ts";
import { encode, OPERATORS } from "./program.ts";
import type { UnknownChoices } from "./unknown-choices.ts";

/** Evaluates groups of nodes and publishes what outlives them. */
export class Evaluator implements Machine {
  readonly planes: Planes;
  readonly code: Int32Array;
  readonly extra: Int32Array;
  readonly beyondIsZero: boolean;
  readonly #state: LiveState;
  readonly #agenda: Agenda;
  readonly #choices: UnknownChoices;
  readonly #groups: Groups;
  /** Of each group's kept nodes: scratch offset, kept offset, words, node. */
  readonly #outputs: Int32Array;
  readonly #outputStarts: Int32Array;
  readonly #compiler: Compiler;
  #group = 0;

  constructor(
    netlist: Netlist,
    groups: Groups,
    layout: Layout,
    state: LiveState,
    agenda: Agenda,
    choices: UnknownChoices,
    beyondIsZero: boolean,
    patience: number,
  ) {
    const { code, extra } = encode(netlist, groups, layout);
    this.planes = state.planes;
    this.code = code;
    this.extra = extra;
    this.beyondIsZero = beyondIsZero;
    this.#state = state;
    this.#agenda = agenda;
    this.#choices = choices;
    this.#groups = groups;
    this.#compiler = new Compiler(netlist, groups, layout, state.planes, agenda, {
      patience,
      trap: choices.trap,
    });
    const outputs: number[] = [];
    this.#outputStarts = new Int32Array(groups.count + 1);
    for (let group = 0; group < groups.count; group++) {
      for (let i = groups.starts[group]; i < groups.starts[group + 1]; i++) {
        const id = groups.nodes[i];
        if (layout.kept[id] < 0) continue;
        outputs.push(layout.scratch[id], layout.kept[id], wordsOf(netlist.nodes[id].width), id);
      }
      this.#outputStarts[group + 1] = outputs.length;
    }
    this.#outputs = Int32Array.from(outputs);
  }

  /** Phase 5: evaluates what changed, each group at most once. */
  settle(): void {
    this.#agenda.drain(0, this.#groups.count, this.#evaluate);
  }

  unknownSelect(node: NodeId): void {
    this.#choices.select(this.#group, node);
  }

  readonly #evaluate = (group: number): void => {
    const { code } = this;
    if (this.#choices.trap) this.#choices.forget(group);
    if (this.#compiler.run(group)) return;
    this.#compiler.warm(group);
    this.#group = group;
    const end = this.#groups.starts[group + 1] * STEP;
    for (let at = this.#groups.starts[group] * STEP; at < end; at += STEP) OPERATORS[code[at + OP]](this, at);
    this.#publish(group);
  };

  #publish(group: number): void {
    const outputs = this.#outputs;
    const end = this.#outputStarts[group + 1];
    for (let i = this.#outputStarts[group]; i < end; i += 4) {
      this.#state.publish(outputs[i], outputs[i + 1], outputs[i + 2], outputs[i + 3]);
    }
  }
}
