import { A, B, DST, LANES, type Machine, type Operator, WIDTH, WORDS } from "./machine.ts";
import { topMask } from "./planes.ts";

/** An operator on every bit alone: `known` on words without unknown bits, `value` and `unknown` on all others. */
function bitwise(
  known: (a: number, b: number) => number,
  value: (av: number, au: number, bv: number, bu: number) => number,
  unknown: (av: number, au: number, bv: number, bu: number) => number,
): Operator {
  return ({ planes, code }: Machine, at: number) => {
    const { value: v, unknown: u, mixed } = planes;
    const dst = code[at + DST];
    const words = code[at + WORDS];
    const a = code[at + A];
    const b = code[at + B];
    if ((mixed[a] | mixed[b]) === 0) {
      planes.known(dst, words);
      for (let i = 0; i < words; i++) v[dst + i] = known(v[a + i], v[b + i]);
    } else {
      for (let i = 0; i < words; i++) {
        v[dst + i] = value(v[a + i], u[a + i], v[b + i], u[b + i]);
        u[dst + i] = unknown(v[a + i], u[a + i], v[b + i], u[b + i]);
      }
      planes.note(dst, words);
    }
    v[dst + words - 1] &= topMask(code[at + WIDTH] * code[at + LANES]);
  };
}

/** Operand b is a again. */
export const not = bitwise(
  (a) => ~a,
  (av, au) => ~av & ~au,
  (_, au) => au,
);

export const and = bitwise(
  (a, b) => a & b,
  (av, au, bv, bu) => av & bv & ~(au | bu),
  (av, au, bv, bu) => (au | bu) & (av | au) & (bv | bu),
);

export const or = bitwise(
  (a, b) => a | b,
  (av, au, bv, bu) => (av & ~au) | (bv & ~bu),
  (av, au, bv, bu) => (au | bu) & ~((av & ~au) | (bv & ~bu)),
);

export const xor = bitwise(
  (a, b) => a ^ b,
  (av, au, bv, bu) => (av ^ bv) & ~(au | bu),
  (_av, au, _bv, bu) => au | bu,
);

/** Reads z as z. */
export const wire: Operator = ({ planes, code }, at) =>
  planes.copy(code[at + A], code[at + DST], code[at + WORDS]);
