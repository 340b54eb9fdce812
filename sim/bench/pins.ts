import type { Engine } from "../netlist/engine.ts";
import { DesignError } from "../netlist/error.ts";
import { nearest } from "../netlist/nearest.ts";
import { type SignalId, signalPath } from "../netlist/netlist.ts";
import { callerPlace } from "../netlist/place.ts";
import { portHandles } from "./handles.ts";
import { Pin } from "./pin.ts";

/** The signals that benches have asked for: by the handle of a port, or by path. One pin a signal. */
export class Pins {
  readonly #engine: Engine;
  readonly #ports: ReadonlyMap<object, SignalId>;
  readonly #byHandle = new Map<object, Pin>();
  readonly #byId = new Map<SignalId, Pin>();
  #paths: ReadonlyMap<string, SignalId> | undefined;

  constructor(engine: Engine, io: object) {
    this.#engine = engine;
    this.#ports = portHandles(io);
  }

  /** @throws DesignError BENCH for anything but a port of this design or a pin. */
  of(handle: object): Pin {
    const known = this.#byHandle.get(handle);
    if (known) return known;
    const id = handle instanceof Pin ? handle.id : this.#ports.get(handle);
    if (id === undefined || (handle instanceof Pin && this.#byId.get(id) !== handle)) {
      throw new DesignError(
        "BENCH",
        `the handle is no port of ${this.#engine.netlist.name}`,
        [{ what: "here", place: callerPlace() }],
        "use the ports of `dut`, and `signal(path)` for what is inside",
      );
    }
    const pin = this.byId(id);
    this.#byHandle.set(handle, pin);
    return pin;
  }

  byId(id: SignalId): Pin {
    let pin = this.#byId.get(id);
    if (!pin) {
      pin = new Pin(this.#engine, id);
      this.#byId.set(id, pin);
    }
    return pin;
  }

  /** A signal by its dotted path; the top's own name may be left out. */
  find(path: string): Pin {
    const { netlist } = this.#engine;
    this.#paths ??= new Map(netlist.signals.map((_, id) => [signalPath(netlist, id), id]));
    const id = this.#paths.get(path) ?? this.#paths.get(`${netlist.scopes[0].name}.${path}`);
    if (id !== undefined) return this.byId(id);
    const likely = nearest(path, [...this.#paths.keys()]);
    throw new DesignError(
      "NAME",
      `${netlist.name} has no signal ${path}`,
      [{ what: "here", place: callerPlace() }],
      likely.length > 0 ? `did you mean ${likely.join(" or ")}?` : "give the dotted path, as waves show it",
    );
  }
}
