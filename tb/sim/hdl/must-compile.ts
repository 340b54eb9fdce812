/** Types that the language must infer: each line is an error unless the type of the value is exactly the one given. */
import {
  asVec,
  type Bits,
  cat,
  connect,
  elaborate,
  enumeration,
  flip,
  fsm,
  In,
  instances,
  type Module,
  memories,
  module,
  mux,
  Out,
  pipeline,
  regs,
  repeat,
  rom,
  sram,
  stream,
  u,
  type Vec,
  vec,
  vecConst,
  vecOf,
  when,
  wires,
} from "../../../sim/hdl/index.ts";
import type { Add, AtLeast, InRange, Mul, RangeWidth, Sub, SumWidths } from "../../../sim/hdl/widths.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** `exactly<T>()(value)`: the value has type T, no wider and no narrower. */
const exactly =
  <T>() =>
  <V>(_value: V & (Same<T, V> extends true ? unknown : never)): void => {};
/** Every argument is true. */
export type All<_T extends readonly true[]> = never;

// Arithmetic on widths, with carries, borrows and up to the widest word.
export type Sums = All<
  [
    Same<Add<1, 1>, 2>,
    Same<Add<9, 1>, 10>,
    Same<Add<999, 1>, 1000>,
    Same<Add<1, 999>, 1000>,
    Same<Add<65_535, 1>, 65_536>,
    Same<Add<0, 0>, 0>,
    Same<Add<number, 1>, number>,
    Same<Sub<128, 128>, 0>,
    Same<Sub<100, 1>, 99>,
    Same<Sub<1000, 999>, 1>,
    Same<Sub<8, 9>, never>,
    Same<Sub<9, 10>, never>,
    Same<Mul<16, 8>, 128>,
    Same<Mul<64, 1024>, 65_536>,
    Same<Mul<10, 10>, 100>,
    Same<Mul<255, 257>, 65_535>,
    Same<Mul<number, 8>, number>,
    Same<SumWidths<[Bits<60>, Bits<4>, Bits<1>]>, 65>,
    Same<SumWidths<Bits<4>[]>, number>,
    Same<RangeWidth<"127:64">, 64>,
    Same<RangeWidth<"5:5">, 1>,
    Same<InRange<8, "7:0">, "7:0">,
    Same<InRange<number, "99:0">, "99:0">,
    Same<InRange<8, "8:0">, "no bits 8:0 in a word of 8 bits">,
    Same<InRange<8, "1:3">, "bits 1:3: the high bit comes first">,
    Same<AtLeast<8, 8>, 8>,
    Same<AtLeast<8, 7>, "8 bits do not fit in 7">,
  ]
>;

const Op = enumeration("Op", 2, { read: 0, write: 1 });
const shape = {
  bit: In(1),
  a: In(8),
  b: In(8),
  c: In(120),
  op: In(Op),
  v: In(vec(16, 8)),
  up: flip(stream({ op: Op, block: 128, v: vec(16, 8) })),
  down: stream({ block: 128 }),
  q: Out(8),
};

module("Inferred", shape, ({ bit, a, b, c, op, v, up, down, q }) => {
  // Words.
  exactly<Bits<8>>()(a.add(b));
  exactly<Bits<8>>()(a.xor(0xff));
  exactly<Bits<9>>()(a.addc(b));
  exactly<Bits<128>>()(a.mul(c));
  exactly<Bits<1>>()(a.eq(b));
  exactly<Bits<8>>()(a.shl(a.at("2:0")));
  exactly<Bits<1>>()(a.xorR());
  exactly<Bits<4>>()(a.at("7:4"));
  exactly<Bits<1>>()(a.bit(3));
  exactly<Bits<number>>()(a.slice(3, 0));
  exactly<Bits<3>>()(a.slice(2, 0).as(3));
  exactly<Bits<64>>()(a.zext(64));
  exactly<Bits<9>>()(a.sext(9));
  exactly<Bits<12>>()(a.lookup(rom("r", 12, [1])));
  exactly<Bits<1>>()(op.is("write"));

  // Joins and choices.
  const list: Bits<8>[] = [a, b];
  exactly<Bits<129>>()(cat(a, c, bit));
  exactly<Bits<number>>()(cat(...list));
  exactly<Bits<24>>()(repeat(a, 3));
  exactly<Bits<8>>()(mux(bit, a, b));
  exactly<Bits<8>>()(mux(bit, 1, b));
  exactly<Bits<8>>()(mux(bit, a, 0));
  exactly<Vec<16, Bits<8>>>()(mux(bit, v, v));

  // Vectors.
  exactly<Vec<16, Bits<8>>>()(v.xor(v));
  exactly<Vec<16, Bits<8>>>()(v.rotate(3));
  exactly<Vec<16, Bits<8>>>()(v.permute((lane) => 15 - lane));
  exactly<Vec<2, Bits<8>>>()(v.permute([3, 1]));
  exactly<Vec<16, Bits<4>>>()(v.map((lane) => lane.at("3:0")));
  exactly<Vec<16, Bits<1>>>()(v.zip(v, (one, two) => one.eq(two)));
  exactly<Vec<16, Bits<9>>>()(v.map((lane) => lane.addc(1)));
  exactly<Bits<8>>()(v.lane(3));
  exactly<Bits<128>>()(v.bits);
  exactly<Vec<4, Bits<32>>>()(v.regroup(4, 32));
  exactly<Vec<4, Bits<2>>>()(asVec(a, 4, 2));
  exactly<Vec<2, Bits<8>>>()(vecOf(a, b));
  exactly<Vec<number, Bits<8>>>()(vecOf(...list));
  exactly<Vec<3, Bits<8>>>()(vecConst([1, 2, 3], 8));

  // State.
  const { count } = regs({ count: u(8).init(0) });
  const { sum } = wires({ sum: 9 });
  count.next = count.add(1);
  count.at("3:0").next = a.at("3:0");
  count.bit(2).next = bit;
  sum.drive(count.addc(a));
  exactly<Bits<8>>()(count.add(1));
  exactly<Bits<8>>()(count.next);
  const { store } = memories({ store: sram({ data: 128, addr: 6 }) });
  exactly<Bits<128>>()(store.peek(a.at("5:0")));
  exactly<Bits<128>>()(store.read({ addr: a.at("5:0"), collision: "new" }));
  const machine = fsm("machine", ["A", "B"], (go) => ({
    A: () => when(bit, () => go("B")),
    B: () => go("A"),
  }));
  exactly<Bits<1>>()(machine.is("B"));

  // Pipelines: what a stage carries is what the next one reads.
  pipeline(up)
    .stage("one", ({ op: kind, block, v: bytes }) => {
      exactly<Bits<128>>()(block);
      return { kind, low: block.at("63:0"), bytes };
    })
    .stage("two", ({ kind, low, bytes }) => {
      exactly<Bits<1>>()(kind.is("read"));
      exactly<Bits<64>>()(low);
      exactly<Vec<16, Bits<8>>>()(bytes.not());
      return { block: cat(low, low) };
    })
    .into(down);
  q.drive(a);
});

// Generators, generic in width, need no casts.
const Counter = <const W extends number>(width: W) =>
  module("Counter", { en: In(1), load: In(width), value: Out(width), wide: Out(u(64)) }, (io) => {
    const { count } = regs({ count: u(width).init(0) });
    const next = mux(io.en, count.add(1), count);
    when(io.en, () => {
      count.next = next.xor(io.load);
    });
    io.value.drive(count);
    // Where a width is computed from W, the word is taken as one of unknown width first.
    const any: Bits = count;
    io.wide.drive(any.zext(64));
  });
exactly<Bits<12>>()(elaborate(Counter(12)).io.value.add(1));

const Relay = <const W extends number>(width: W) =>
  module("Relay", { up: flip(stream(u(width))), down: stream(u(width)) }, ({ up, down }) => {
    pipeline(up)
      .stage("only", (payload) => ({ payload }))
      .map(({ payload }) => payload)
      .into(down);
  });

/** Any module of this shape, however it was made. */
const Twice = (inner: Module<ReturnType<typeof relayShape>>) =>
  module("Twice", relayShape(), ({ up, down }) => {
    const { one, two } = instances({ one: inner, two: inner });
    connect(one.up, up);
    connect(one.down, two.up);
    connect(two.down, down);
  });
const relayShape = () => ({ up: flip(stream(8)), down: stream(8) });
exactly<8>()(elaborate(Twice(Relay(8))).io.down.payload.width);
