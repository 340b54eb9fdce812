import type { Bits, Scalar } from "./forms.ts";
import type { Code, Local } from "./wasm/code.ts";

/** A lane as parts of up to 64 bits, least significant first; one i32 if there are up to 32 in all. */
export type Lane = readonly Bits[];

const size = (type: Scalar): number => (type === "i32" ? 32 : 64);
const mask = (width: number): bigint => (1n << BigInt(width)) - 1n;
export const laneBits = (lane: Lane): number => lane.reduce((sum, { width }) => sum + width, 0);

/** Cuts what stands on the stack to its width, into a local. */
function keep(code: Code, type: Scalar, width: number): Bits {
  if (width < size(type)) code.scalar(type, mask(width)).op(`${type}.and`);
  return { local: code.keep(type), type, width };
}

/** A bit from the i32 on the stack. */
export const keepBit = (code: Code): Bits => ({ local: code.keep("i32"), type: "i32", width: 1 });

export function add(code: Code, a: Lane, b: Lane): Lane {
  let carry: Local | undefined;
  return a.map(({ type, width, local }, i) => {
    if (a.length === 1) return keep(code, type, pushBinary(code, "add", a[0], b[0]));
    const sum = code.get(local, b[i].local).op("i64.add").keep("i64");
    const isLast = i === a.length - 1;
    if (carry === undefined) {
      carry = code.get(sum, local).op("i64.lt_u", "i64.extend_i32_u").keep("i64");
      return { local: sum, type, width };
    }
    const all = code.get(sum, carry).op("i64.add").keep("i64");
    if (isLast) return keep(code.get(all), type, width);
    code.get(sum, local).op("i64.lt_u").get(all, sum).op("i64.lt_u", "i32.or", "i64.extend_i32_u");
    carry = code.keep("i64");
    return { local: all, type, width };
  });
}

export function sub(code: Code, a: Lane, b: Lane): Lane {
  let borrow: Local | undefined;
  return a.map(({ type, width, local }, i) => {
    if (a.length === 1) return keep(code, type, pushBinary(code, "sub", a[0], b[0]));
    const difference = code.get(local, b[i].local).op("i64.sub").keep("i64");
    if (borrow === undefined) {
      borrow = code.get(local, b[i].local).op("i64.lt_u", "i64.extend_i32_u").keep("i64");
      return { local: difference, type, width };
    }
    const all = code.get(difference, borrow).op("i64.sub").keep("i64");
    if (i === a.length - 1) return keep(code.get(all), type, width);
    code.get(local, b[i].local).op("i64.lt_u").get(difference, borrow).op("i64.lt_u", "i32.or");
    borrow = code.op("i64.extend_i32_u").keep("i64");
    return { local: all, type, width };
  });
}

function pushBinary(code: Code, op: "add" | "sub" | "mul", a: Bits, b: Bits): number {
  code.get(a.local, b.local).op(`${a.type}.${op}`);
  return a.width;
}

/** Schoolbook multiplication by digits of 32 bits, whose products are summed a column at a time. */
export function mul(code: Code, a: Lane, b: Lane): Lane {
  if (a.length === 1) return [keep(code, a[0].type, pushBinary(code, "mul", a[0], b[0]))];
  const width = laneBits(a);
  const count = Math.ceil(width / 32);
  const digit = (lane: Lane, i: number): Local => {
    code
      .get(lane[i >> 1].local)
      .i64(i & 1 ? 32n : mask(32))
      .op(i & 1 ? "i64.shr_u" : "i64.and");
    return code.keep("i64");
  };
  const x = Array.from({ length: count }, (_, i) => digit(a, i));
  const y = Array.from({ length: count }, (_, i) => digit(b, i));
  const digits: Local[] = [];
  let low = code.i64(0n).keep("i64");
  for (let column = 0; column < count; column++) {
    let high = code.i64(0n).keep("i64");
    for (let i = 0; i <= column; i++) {
      const product = code
        .get(x[i], y[column - i])
        .op("i64.mul")
        .keep("i64");
      low = code.get(low, product).i64(mask(32)).op("i64.and", "i64.add").keep("i64");
      high = code.get(high, product).i64(32n).op("i64.shr_u", "i64.add").keep("i64");
    }
    digits.push(code.get(low).i64(mask(32)).op("i64.and").keep("i64"));
    low = code.get(low).i64(32n).op("i64.shr_u").get(high).op("i64.add").keep("i64");
  }
  return a.map(({ type, width: bits }, i) => {
    code.get(digits[2 * i]);
    if (2 * i + 1 < count)
      code
        .get(digits[2 * i + 1])
        .i64(32n)
        .op("i64.shl", "i64.or");
    return keep(code, type, bits);
  });
}

/** Leaves an i32 on the stack: 1 where the lanes are equal, or where they are not. */
export function pushEqual(code: Code, a: Lane, b: Lane, equal: boolean): void {
  const { type } = a[0];
  if (a.length === 1) {
    code.get(a[0].local, b[0].local).op(`${type}.${equal ? "eq" : "ne"}`);
    return;
  }
  for (const [i, { local }] of a.entries()) {
    code.get(local, b[i].local).op("i64.xor");
    if (i > 0) code.op("i64.or");
  }
  code.i64(0n).op(equal ? "i64.eq" : "i64.ne");
}

/** Leaves an i32 on the stack: a < b, or a <= b. */
export function pushLess(code: Code, a: Lane, b: Lane, orEqual: boolean, signed: boolean): void {
  const { type, width } = a[0];
  if (a.length === 1) {
    const shift = signed ? size(type) - width : 0;
    for (const { local } of [a[0], b[0]]) {
      code.get(local);
      if (shift > 0) code.scalar(type, BigInt(shift)).op(`${type}.shl`);
    }
    code.op(`${type}.${orEqual ? "le" : "lt"}_${signed ? "s" : "u"}`);
    return;
  }
  if (orEqual) {
    pushLess(code, b, a, false, signed);
    code.op("i32.eqz");
    return;
  }
  const top = a.length - 1;
  const sign = 1n << BigInt(a[top].width - 1);
  const word = (lane: Lane, i: number): Local => {
    if (!signed || i < top) return lane[i].local;
    return code.get(lane[i].local).i64(sign).op("i64.xor").keep("i64");
  };
  let less: Local | undefined;
  for (let i = 0; i <= top; i++) {
    const [x, y] = [word(a, i), word(b, i)];
    code.get(x, y).op("i64.lt_u");
    if (less !== undefined) code.get(x, y).op("i64.eq").get(less).op("i32.and", "i32.or");
    less = code.keep("i32");
  }
  code.get(less!);
}

/** Leaves an i32 on the stack. */
export function pushReduction(code: Code, op: "redand" | "redor" | "redxor", a: Lane): void {
  for (const [i, { local, type, width }] of a.entries()) {
    code.get(local);
    if (op === "redand") code.scalar(type, mask(width)).op(`${type}.eq`);
    if (i > 0) code.op(op === "redand" ? "i32.and" : op === "redor" ? `${type}.or` : `${type}.xor`);
  }
  const { type } = a[0];
  if (op === "redor") code.scalar(type, 0n).op(`${type}.ne`);
  if (op !== "redxor") return;
  code.op(`${type}.popcnt`);
  if (type === "i64") code.op("i32.wrap_i64");
  code.i32(1).op("i32.and");
}

/** Where bits of a lane are pushed from: those beyond the ends are 0, or the top bit. */
function pushShifted(code: Code, lane: Lane, part: number, by: number, fill: Local | undefined): void {
  const words = Math.floor(by / 64);
  const rest = by - 64 * words;
  const word = (i: number): void => {
    if (i < 0) code.i64(0n);
    else if (i < lane.length) code.get(lane[i].local);
    else if (fill === undefined) code.i64(0n);
    else code.get(fill);
  };
  word(part + words);
  if (rest === 0) return;
  code.i64(BigInt(rest)).op("i64.shr_u");
  word(part + words + 1);
  code.i64(BigInt(64 - rest)).op("i64.shl", "i64.or");
}

/**
 * Shifts by an amount below 2^32 in a local, in steps of powers of two where the lane is of several words; an amount of
 * the lane's width and more empties it, or fills it with the top bit.
 */
export function shift(code: Code, op: "shl" | "shr" | "sra", a: Lane, amount: Local): Lane {
  const width = laneBits(a);
  if (a.length === 1) return [shiftScalar(code, op, a[0], amount)];
  const top = a.length - 1;
  let fill: Local | undefined;
  let lane = a;
  if (op === "sra") {
    code
      .i64(0n)
      .get(a[top].local)
      .i64(BigInt(a[top].width - 1))
      .op("i64.shr_u", "i64.sub");
    fill = code.keep("i64");
    if (a[top].width < 64) {
      code.get(fill).i64(BigInt(a[top].width)).op("i64.shl").get(a[top].local).op("i64.or");
      lane = [...a.slice(0, top), { ...a[top], local: code.keep("i64") }];
    }
  }
  for (let step = 0; 2 ** step < width; step++) {
    const by = 2 ** step;
    lane = lane.map(({ type, width: bits, local }, i) => {
      if (op === "shl") pushShiftedUp(code, lane, i, by);
      else pushShifted(code, lane, i, by, fill);
      code.get(local, amount).i32(by).op("i32.and", "select");
      return { local: code.keep("i64"), type, width: bits };
    });
  }
  const most = 2 ** Math.ceil(Math.log2(width));
  return lane.map(({ type, width: bits, local }) => {
    code.get(local);
    if (fill === undefined) code.i64(0n);
    else code.get(fill);
    code.get(amount).i32(most).op("i32.lt_u", "select");
    return keep(code, type, bits);
  });
}

function pushShiftedUp(code: Code, lane: Lane, part: number, by: number): void {
  const words = Math.floor(by / 64);
  const rest = by - 64 * words;
  const word = (i: number): void => {
    if (i < 0) code.i64(0n);
    else code.get(lane[i].local);
  };
  word(part - words);
  if (rest === 0) return;
  code.i64(BigInt(rest)).op("i64.shl");
  word(part - words - 1);
  code.i64(BigInt(64 - rest)).op("i64.shr_u", "i64.or");
}

function shiftScalar(
  code: Code,
  op: "shl" | "shr" | "sra",
  { local, type, width }: Bits,
  amount: Local,
): Bits {
  const toType = (): void => {
    if (type === "i64") code.op("i64.extend_i32_u");
  };
  if (op === "sra") {
    const unused = BigInt(size(type) - width);
    code.get(local);
    if (unused > 0n) code.scalar(type, unused).op(`${type}.shl`).scalar(type, unused).op(`${type}.shr_s`);
    code
      .get(amount)
      .i32(width - 1)
      .get(amount)
      .i32(width)
      .op("i32.lt_u", "select");
    toType();
    return keep(code.op(`${type}.shr_s`), type, width);
  }
  code.get(local, amount);
  toType();
  code.op(`${type}.${op === "shl" ? "shl" : "shr_u"}`).scalar(type, 0n);
  code.get(amount).i32(width).op("i32.lt_u", "select");
  return keep(code, type, width);
}
