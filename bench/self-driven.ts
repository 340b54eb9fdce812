import { LINE_BITS, withDefaults } from "../rtl/xts/geometry.ts";
import { LineCipher, programStream } from "../rtl/xts/line-cipher.ts";
import { type Bits, connect, flip, In, instances, module, Out, regs, u, vec } from "../sim/hdl/index.ts";

const OPTIONS = { direction: "encrypt", keyBits: 128, lanes: 4 } as const;
const WORDS = LINE_BITS / 32;

/**
 * The four-lane AES-128 line cipher with its own stimulus: while `run` is 1 a new pseudo-random line goes in each cycle
 * (xorshift of 32 bits, Marsaglia 2003, a generator a word), and what comes out is folded into a checksum. So engines
 * can be measured without anything beside them.
 */
export const SelfDriven = module(
  "SelfDriven",
  { run: In(1), program: flip(programStream(withDefaults(OPTIONS))), checksum: Out(LINE_BITS) },
  ({ run, program, checksum }) => {
    const { cipher } = instances({ cipher: LineCipher(OPTIONS) });
    const seeds = Array.from({ length: WORDS }, (_, word) => BigInt(0x9e3779b9 + word) << BigInt(32 * word));
    const { words, count, sum } = regs({
      words: vec(WORDS, 32).init(seeds.reduce((a, b) => a | b)),
      count: u(128).init(0),
      sum: u(LINE_BITS).init(0),
    });
    words.next = words.map((word) => {
      const a = word.xor(word.shl(13));
      const b = a.xor(a.shr(17));
      return b.xor(b.shl(5));
    });
    count.next = count.add(1);
    sum.next = sum.xor(cipher.down.payload.line);
    connect(program, cipher.program);
    const { line, tweak, slot, tag } = cipher.up.payload;
    line.drive(words.bits as Bits<typeof LINE_BITS>);
    tweak.drive(count);
    slot.drive(0);
    tag.drive(0);
    cipher.up.valid.drive(run);
    cipher.down.ready.drive(1);
    checksum.drive(sum);
  },
);
