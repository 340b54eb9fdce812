import type { DomainId } from "../netlist/netlist.ts";
import type { Task } from "./coroutine.ts";
import { Ticks } from "./edge-waits.ts";
import type { Session } from "./session.ts";
import { Join, Settled } from "./waits.ts";

/**
 * Holds the resets of all root domains, as a power-on reset does, until each clock that runs has had `edges` edges, and
 * releases them together: no domain reads another that has not been reset. 0: resets start released.
 */
export function* initialReset(session: Session, edges: number): Task {
  const { scheduler, clocks } = session;
  const domains = rootDomains(session);
  for (const domain of domains) setReset(session, domain, edges > 0);
  if (edges === 0) {
    yield* new Settled(scheduler);
    return;
  }
  const running = domains.filter((domain) => clocks.isRunning(domain));
  const counts = running.map((domain) => scheduler.spawn("reset", count(session, domain, edges), false));
  const self = scheduler.current!;
  for (const task of counts) yield* new Join(task, self);
  for (const domain of domains) setReset(session, domain, false);
}

function* count(session: Session, domain: DomainId, edges: number): Task {
  yield* new Ticks(session.clocks.clock(domain), edges);
}

/** Domains on a clock pin, with a reset pin. */
function rootDomains({ engine: { netlist } }: Session): DomainId[] {
  return [...netlist.domains.keys()].filter((id) => {
    const { clock, reset } = netlist.domains[id];
    return netlist.nodes[clock].op === "clock" && reset && netlist.nodes[reset.node].op === "input";
  });
}

/** Driven by no bench, so that benches may take it over at any time. */
function setReset({ engine: { netlist }, pins, drives }: Session, domain: DomainId, on: boolean): void {
  const { node, active } = netlist.domains[domain].reset!;
  const id = netlist.signals.findIndex((signal) => signal.kind === "reset" && signal.node === node);
  drives.drive(pins.byId(id), on === (active === 1), undefined);
}
