import type { DomainId } from "../netlist/netlist.ts";
import type { Task } from "./coroutine.ts";
import { Ticks } from "./edge-waits.ts";
import type { Session } from "./session.ts";
import { Join, Settled } from "./waits.ts";

/**
 * Holds the resets of all root domains for `edges` edges of their own clocks, and ends when the last is released.
 * A domain whose clock stands is released at the end, with the last of the others. 0: resets start released.
 */
export function* initialReset(session: Session, edges: number): Task {
  const { scheduler } = session;
  const domains = rootDomains(session);
  for (const domain of domains) setReset(session, domain, edges > 0);
  if (edges === 0) yield* new Settled(scheduler);
  else yield* release(session, domains, edges);
}

/** Each domain after its own edges; those whose clock stands at the end. */
function* release(session: Session, domains: readonly DomainId[], edges: number): Task {
  const { scheduler } = session;
  const running = domains.filter((domain) => session.clocks.isRunning(domain));
  const held = running.map((domain) => scheduler.spawn("reset", hold(session, domain, edges), false));
  const self = scheduler.current!;
  for (const task of held) yield* new Join(task, self);
  for (const domain of domains) if (!running.includes(domain)) setReset(session, domain, false);
}

function* hold(session: Session, domain: DomainId, edges: number): Task {
  yield* new Ticks(session.clocks.clock(domain), edges);
  setReset(session, domain, false);
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
