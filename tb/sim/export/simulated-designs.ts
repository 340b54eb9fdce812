import {
  asVec,
  cat,
  clockDomain,
  clocked,
  derivedClock,
  dividedClock,
  gatedClock,
  In,
  memories,
  module,
  mux,
  Out,
  regs,
  rom,
  sram,
  u,
} from "../../../sim/hdl/index.ts";

const squares = rom(
  "squares",
  8,
  Array.from({ length: 256 }, (_, i) => (i * i) & 0xff),
);
const few = rom("few", 5, [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]);

/** Registers on a clock, on gates and dividers of it, and on a clock that a register makes, all reading each other. */
export const Clocks = module(
  "Clocks",
  {
    en: In(1),
    d: In(8),
    gated: Out(8),
    halves: Out(8),
    thirds: Out(8),
    slow: Out(8),
    after: Out(8),
    fall: Out(8),
  },
  ({ en, d, gated, halves, thirds, slow, after, fall }) => {
    const { root, toggle } = regs({ root: u(8).init(0), toggle: u(1).init(0) });
    root.next = root.add(1);
    toggle.next = toggle.xor(en);
    const { held } = clocked(gatedClock("gate", en), () => regs({ held: u(8).init(0) }));
    held.next = root.add(held);
    const half = dividedClock("half", 2);
    const { twice } = clocked(half, () => regs({ twice: u(8).init(0) }));
    twice.next = root.xor(held);
    const sixth = clocked(half, () => dividedClock("quarter", 4));
    const { third } = clocked(sixth, () => regs({ third: u(8).init(0) }));
    third.next = twice.add(d);
    const { slowly, next } = clocked(derivedClock("made", toggle), () =>
      regs({ slowly: u(8).init(0), next: u(8) }),
    );
    slowly.next = slowly.add(3);
    next.next = slowly;
    const { falling } = clocked(clockDomain("other", { edge: "fall", reset: "async", active: "low" }), () =>
      regs({ falling: u(8).init(0x5a) }),
    );
    falling.next = falling.add(1);
    for (const [port, value] of [
      [gated, held],
      [halves, twice],
      [thirds, third],
      [slow, slowly],
      [after, next],
      [fall, falling],
    ] as const)
      port.drive(value);
  },
);

export const Gate = module("Gate", { en: In(1), d: In(8), q: Out(8) }, ({ en, d, q }) => {
  const { held } = clocked(gatedClock("gate", en), () => regs({ held: u(8).init(0) }));
  held.next = d;
  q.drive(held);
});

/** All collisions, a mask, two writes at once, words that begin known, and addresses beyond the end. */
export const Stores = module(
  "Stores",
  {
    a: In(3),
    b: In(3),
    we: In(1),
    mask: In(4),
    d: In(16),
    old: Out(16),
    fresh: Out(16),
    either: Out(16),
    now: Out(16),
    one: Out(4),
  },
  ({ a, b, we, mask, d, old, fresh, either, now, one }) => {
    const init = [0x1234, 0x5678, 0x9abc, 0xdef0, 0x1111];
    const { bank, twin, single } = memories({
      bank: sram({ data: 16, addr: 3, depth: 6, init }),
      twin: sram({ data: 16, addr: 3, init: [...init, 1, 2, 3] }),
      single: sram({ data: 4, addr: 1, depth: 1, init: [9] }),
    });
    bank.write({ addr: a, data: d, mask, enable: we });
    twin.write({ addr: a, data: d, enable: we });
    twin.write({ addr: b, data: d.not(), enable: we.and(mask.bit(0)) });
    single.write({ addr: a.bit(0), data: mask, enable: we });
    old.drive(bank.read({ addr: b, enable: mask.bit(1), collision: "old" }));
    fresh.drive(bank.read({ addr: b, collision: "new" }));
    either.drive(twin.read({ addr: a, enable: we.not(), collision: "x" }));
    now.drive(twin.peek(b).xor(bank.peek(a)));
    one.drive(single.peek(b.bit(0)));
  },
);

/** Masks that fuzzing found to be refused: of one bit, with a constant as the word, of more bits than a loop may have. */
export const Masks = module(
  "Masks",
  { at: In(1), mask: In(130), d: In(130), bit: Out(1), wide: Out(130), half: Out(130) },
  ({ at, mask, d, bit, wide, half }) => {
    const init = [1, 0];
    const { bits, words, halves } = memories({
      bits: sram({ data: 1, addr: 1, init }),
      words: sram({ data: 130, addr: 1, init }),
      halves: sram({ data: 130, addr: 1, init }),
    });
    bits.write({ addr: at, data: d.bit(0), mask: mask.bit(0) });
    words.write({ addr: at, data: d, mask });
    halves.write({ addr: at, data: (1n << 100n) - 7n, mask: mask.at("1:0") });
    bit.drive(bits.peek(at));
    wide.drive(words.peek(at));
    half.drive(halves.read({ addr: at, collision: "new" }));
  },
);

/** Operators on lanes, inside one another. */
export const Lanes = module(
  "Lanes",
  {
    word: In(128),
    key: In(128),
    n: In(3),
    i: In(4),
    q: Out(128),
    flags: Out(16),
    picked: Out(8),
    few5: Out(20),
  },
  ({ word, key, n, i, q, flags, picked, few5 }) => {
    const [bytes, keys] = [asVec(word, 16, 8), asVec(key, 16, 8)];
    const turned = bytes.map((byte) => byte.lookup(squares)).permute((lane) => (lane * 5) % 16);
    const doubled = turned.map((byte) => byte.shl(1).xor(mux(byte.bit(7), 0x1b, byte.shr(n))));
    const sum = doubled.zip(keys, (one, two) => one.add(two).sub(two.sra(n)));
    q.drive(
      sum.zip(bytes, (one, two) => mux(one.slt(two), one.mul(two).at("9:2"), one.sext(12).at("11:4"))).bits,
    );
    flags.drive(bytes.zip(keys, (one, two) => one.le(two).xor(one.xorR())).bits);
    picked.drive(bytes.lane(i).xor(keys.lane(i.add(1))));
    few5.drive(asVec(word.at("15:0"), 4, 4).map((nibble) => nibble.lookup(few)).bits);
  },
);

/** Words of odd widths, extended, shifted by much, and chosen from three parts. */
export const Words = module(
  "Words",
  {
    a: In(65),
    b: In(65),
    by: In(40),
    few: In(3),
    s: Out(65),
    w: Out(130),
    sh: Out(65),
    c: Out(9),
    part: Out(3),
  },
  ({ a, b, by, few: index, s, w, sh, c, part }) => {
    s.drive(a.sub(b).xor(a.and(b.not())).or(a.mul(b).at("100:36")));
    w.drive(a.mul(b));
    sh.drive(a.shl(by).xor(a.shr(by)).xor(a.sra(by)).xor(a.sra(70)).xor(a.shl(64)));
    c.drive(cat(a.lt(b), a.le(b), a.slt(b), a.sle(b), a.eq(b), a.ne(b), a.andR(), a.orR(), a.xorR()));
    part.drive(asVec(a.at("8:0"), 3, 3).lane(index));
  },
);
