import {
  assert,
  clockDomain,
  clocked,
  cover,
  dividedClock,
  enumeration,
  flip,
  fsm,
  gatedClock,
  In,
  module,
  Out,
  regs,
  stream,
  synchronise,
  u,
  vec,
  when,
  wires,
} from "../../../sim/hdl/index.ts";

/** Counts the edges at which `en` is 1. */
export const Counter = <W extends number>(width: W) =>
  module("Counter", { en: In(1), value: Out(width) }, ({ en, value }) => {
    const { count } = regs({ count: u(width).init(0) });
    when(en, () => {
      count.next = count.add(1);
    });
    value.drive(count);
  });

/** A register between two words of 16 bits. */
export const Delay = module("Delay", { d: In(16), q: Out(16) }, ({ d, q }) => {
  const { held } = regs({ held: u(16) });
  held.next = d;
  q.drive(held);
});

/** No registers: `sum` follows at once. */
export const Adder = module("Adder", { a: In(8), b: In(8), sum: Out(8) }, ({ a, b, sum }) => {
  sum.drive(a.add(b));
});

/** One stage of valid/ready registers. */
export const Slice = <W extends number>(width: W) =>
  module("Slice", { up: flip(stream(width)), down: stream(width) }, ({ up, down }) => {
    const { full, item } = regs({ full: u(1).init(0), item: u(width) });
    up.ready.drive(full.not().or(down.ready));
    when(up.ready, () => {
      full.next = up.valid;
    });
    when(up.ready.and(up.valid), () => {
      item.next = up.payload;
    });
    down.valid.drive(full);
    down.payload.drive(item);
    cover("stalled", full.and(down.ready.not()));
  });

/** The same for a line with a tag. */
export const Lines = module(
  "Lines",
  {
    up: flip(stream({ line: vec(64, 8), tag: 4 })),
    down: stream({ line: vec(64, 8), tag: 4 }),
  },
  ({ up, down }) => {
    const { full, line, tag } = regs({ full: u(1).init(0), line: vec(64, 8), tag: u(4) });
    up.ready.drive(full.not().or(down.ready));
    when(up.ready, () => {
      full.next = up.valid;
    });
    when(up.ready.and(up.valid), () => {
      line.next = up.payload.line;
      tag.next = up.payload.tag;
    });
    down.valid.drive(full);
    down.payload.line.drive(line);
    down.payload.tag.drive(tag);
  },
);

/** A level that crosses from `clk` to `slow`. */
export const Crossing = module("Crossing", { level: In(1), seen: Out(1) }, ({ level, seen }) => {
  const { held } = regs({ held: u(1).init(0) });
  held.next = level;
  const slow = clockDomain("slow");
  clocked(slow, () => {
    seen.drive(synchronise("level", held, { init: 0 }));
  });
});

/** Counters on the clock, on a third... of it divided by 4, and on it gated by `run`. */
export const Family = module(
  "Family",
  { run: In(1), whole: Out(8), quarter: Out(8), gated: Out(8) },
  ({ run, whole, quarter, gated }) => {
    const { ticks } = regs({ ticks: u(8).init(0) });
    ticks.next = ticks.add(1);
    whole.drive(ticks);
    clocked(dividedClock("quarterly", 4), () => {
      const { quarters } = regs({ quarters: u(8).init(0) });
      quarters.next = quarters.add(1);
      quarter.drive(quarters);
    });
    clocked(gatedClock("gate", run), () => {
      const { passed } = regs({ passed: u(8).init(0) });
      passed.next = passed.add(1);
      gated.drive(passed);
    });
  },
);

/** Waits for `start`, works for two cycles, says so. */
export const Worker = module("Worker", { start: In(1), done: Out(1) }, ({ start, done }) => {
  const ctl = fsm("ctl", ["Idle", "Work", "Finish", "Done"], (go) => ({
    Idle: () => when(start, () => go("Work")),
    Work: () => go("Finish"),
    Finish: () => go("Done"),
    Done: () => go("Idle"),
  }));
  done.drive(ctl.is("Done"));
});

export const Op = enumeration("Op", 2, { read: 0, write: 1, flush: 2 });

/** Passes a command on, and holds that it is never `flush` while `key`, which is secret, is looked up. */
export const Guard = module(
  "Guard",
  { op: In(Op), busy: In(1), key: In(u(8).secret()), out: Out(Op) },
  ({ op, busy, key, out }) => {
    const { last } = wires({ last: Op });
    last.drive(op);
    out.drive(last);
    assert(op.is("flush").and(busy).not(), "no flush while busy", { op, busy, key });
  },
);
