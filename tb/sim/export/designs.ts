import {
  assert,
  asVec,
  clocked,
  cover,
  derivedClock,
  dividedClock,
  enumeration,
  flip,
  fsm,
  gatedClock,
  In,
  instances,
  memories,
  module,
  Out,
  pipeline,
  regs,
  rom,
  sram,
  stream,
  u,
  vec,
  vecOf,
  when,
} from "../../../sim/hdl/index.ts";

export const Counter = <const W extends number>(width: W) =>
  module("Counter", { en: In(1), clear: In(1), value: Out(width) }, ({ en, clear, value }) => {
    const { count } = regs({ count: u(width).init(0) });
    when(clear, () => {
      count.next = 0;
    }).elsewhen(en, () => {
      count.next = count.add(1);
    });
    value.drive(count);
  });

const Op = enumeration("Op", 2, { idle: 0, read: 1, write: 2 });

export const Control = module(
  "Control",
  { op: In(Op), ready: In(1), busy: Out(1), done: Out(1) },
  ({ op, ready, busy, done }) => {
    const control = fsm("control", ["Idle", "Reading", "Writing", "Done"], (go) => ({
      Idle: () => when(op.is("read"), () => go("Reading")).elsewhen(op.is("write"), () => go("Writing")),
      Reading: () => when(ready, () => go("Done")),
      Writing: () => when(ready, () => go("Done")),
      Done: () => go("Idle"),
    }));
    busy.drive(control.is("Idle").not());
    done.drive(control.is("Done"));
    assert(op.eq(3).not(), "an operation that is none", { op });
    cover("a write that waits", control.is("Writing").and(ready.not()));
  },
);

export const Table = module(
  "Table",
  { slot: In(2), look: In(1), program: In(1), entry: In(16), half: In(2), word: Out(16) },
  ({ slot, look, program, entry, half, word }) => {
    const { table } = memories({ table: sram({ data: 16, addr: 2, init: [1, 2, 3, 0xffff] }) });
    when(program, () => table.write({ addr: slot, data: entry, mask: half }));
    word.drive(table.read({ addr: slot, enable: look, collision: "old" }));
  },
);

export const Scale = module(
  "Scale",
  { up: flip(stream({ a: 8, b: 8, tag: 4 })), down: stream({ y: 17, tag: 4 }) },
  ({ up, down }) => {
    pipeline(up)
      .stage("product", ({ a, b, tag }) => ({ ab: a.mul(b), tag }))
      .stage("sum", ({ ab, tag }) => ({ y: ab.addc(1), tag }))
      .into(down);
  },
);

const box = rom("box", 4, [6, 5, 12, 10, 1, 14, 7, 9, 11, 0, 3, 13, 8, 15, 4, 2]);

export const Substitute = module("Substitute", { word: In(32), q: Out(vec(8, 4)) }, ({ word, q }) => {
  const nibbles = asVec(word, 8, 4);
  q.drive(nibbles.map((nibble) => nibble.lookup(box)).permute((lane) => (lane * 3) % 8));
});

/** A register on a gate, one on a divider, and one on a clock that a register makes. */
export const Clocks = module("Clocks", { en: In(1), d: In(8), q: Out(vec(3, 8)) }, ({ en, d, q }) => {
  const { toggle } = regs({ toggle: u(1).init(0) });
  toggle.next = toggle.not();
  const { gated } = clocked(gatedClock("gate", en), () => regs({ gated: u(8) }));
  const { third } = clocked(dividedClock("quarter", 4), () => regs({ third: u(8).init(0) }));
  const { late } = clocked(derivedClock("half", toggle), () => regs({ late: u(8).init(1) }));
  gated.next = d;
  third.next = third.add(1);
  late.next = late.shl(1);
  q.drive(vecOf(gated, third, late));
});

const Delay = module("Delay", { d: In(8), q: Out(8) }, ({ d, q }) => {
  const { held } = regs({ held: u(8) });
  held.next = d;
  q.drive(held);
});

export const Twice = module("Twice", { d: In(8), q: Out(8) }, ({ d, q }) => {
  const { first, second } = instances({ first: Delay, second: Delay });
  first.d.drive(d);
  second.d.drive(first.q.xor(d));
  q.drive(second.q);
});
