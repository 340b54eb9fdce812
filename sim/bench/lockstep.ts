import { CompiledEngine } from "../compiled/engine.ts";
import { EventEngine } from "../event/kernel.ts";
import type { Policy } from "../event/unknown-choices.ts";
import type { ClockTiming, Engine, EngineHooks, State } from "../netlist/engine.ts";
import { DesignError } from "../netlist/error.ts";
import { type DomainId, type Netlist, type NodeId, signalPath } from "../netlist/netlist.ts";

/** A signal in the states of both engines. */
interface Pair {
  readonly signal: number;
  readonly event: number;
  readonly compiled: number;
  readonly words: number;
}

/**
 * Both engines in step: the event engine runs the benches, the compiled one does the same beside it, and the run stops
 * at the first difference. Bits that are unknown to the event engine are not compared, nor is what is decided on them.
 */
export class LockstepEngine implements Engine {
  readonly netlist: Netlist;
  readonly state: State;
  readonly covered: Float64Array;
  readonly #event: EventEngine;
  readonly #compiled: CompiledEngine;
  readonly #pairs: readonly Pair[];

  constructor(netlist: Netlist, { policy, seed }: { readonly policy: Policy; readonly seed: number }) {
    this.netlist = netlist;
    this.#event = new EventEngine(netlist, { policy, seed });
    this.#compiled = new CompiledEngine(netlist, { policy: policy === "trap" ? "merge" : policy, seed });
    this.#compiled.hooks = { failed: () => {} };
    this.state = this.#event.state;
    this.covered = this.#event.covered;
    this.#pairs = netlist.signals.map(({ node }, signal) => ({
      signal,
      event: this.#event.state.offset(node),
      compiled: this.#compiled.state.offset(node),
      words: Math.ceil(netlist.nodes[node].width / 32),
    }));
    this.#compare();
  }

  get time(): number {
    return this.#event.time;
  }

  get hooks(): EngineHooks {
    return this.#event.hooks;
  }

  set hooks(hooks: EngineHooks) {
    this.#event.hooks = hooks;
  }

  clock(domain: DomainId, timing: ClockTiming): void {
    this.#event.clock(domain, timing);
    this.#compiled.clock(domain, timing);
  }

  nextEvent(): number {
    return this.#event.nextEvent();
  }

  advance(time: number): void {
    this.#event.advance(time);
    this.#compiled.advance(time);
    this.#compare();
  }

  write(node: NodeId, value: ArrayLike<number>, unknown?: ArrayLike<number>): void {
    this.#event.write(node, value, unknown);
    this.#compiled.write(node, value, unknown);
  }

  settle(): void {
    this.#event.settle();
    this.#compiled.settle();
    this.#compare();
  }

  edges(domain: DomainId): number {
    return this.#event.edges(domain);
  }

  peekMemory(memory: number, address: number): { readonly value: bigint; readonly unknown: bigint } {
    return this.#event.peekMemory(memory, address);
  }

  #compare(): void {
    const { value, unknown } = this.#event.state;
    const other = this.#compiled.state.value;
    for (const { signal, event, compiled, words } of this.#pairs) {
      let differs = 0;
      for (let i = 0; i < words; i++)
        differs |= (value[event + i] ^ other[compiled + i]) & ~unknown[event + i];
      if (differs !== 0) this.#fail(signal);
    }
  }

  #fail(signal: number): never {
    const { netlist } = this;
    const { node, place, secret } = netlist.signals[signal];
    const { width } = netlist.nodes[node];
    const show = ({ value }: State, at: number): string => {
      let bits = 0n;
      for (let i = Math.ceil(width / 32) - 1; i >= 0; i--) bits = (bits << 32n) | BigInt(value[at + i] >>> 0);
      return secret ? "(secret)" : `0x${bits.toString(16)}`;
    };
    const pair = this.#pairs[signal];
    const path = signalPath(netlist, signal);
    const event = show(this.#event.state, pair.event);
    const compiled = show(this.#compiled.state, pair.compiled);
    throw new DesignError(
      "ENGINE",
      `the engines differ at ${this.time} ps, edge ${this.edges(0)}: ${path} is ${event} on "event" and ${compiled} on "compiled"`,
      [{ what: path, place: netlist.places[place] }],
      'trust the engine "event", and report the difference',
    );
  }
}
