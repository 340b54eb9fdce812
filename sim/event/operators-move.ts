import { A, B, DST, LANES, type Machine, type Operator, WIDTH, WORDS, X } from "./machine.ts";
import { putX } from "./operators-lane.ts";
import { getField, lowMask, putField } from "./planes.ts";

/** Operators that only move bits: both planes alike, so x and z pass. */
function moving(move: (machine: Machine, at: number, lane: number) => void): Operator {
  return (machine, at) => {
    const { planes, code } = machine;
    planes.clear(code[at + DST], code[at + WORDS]);
    for (let lane = 0; lane < code[at + LANES]; lane++) move(machine, at, lane);
    planes.note(code[at + DST], code[at + WORDS]);
  };
}

/** `B` is the lowest bit that is taken of a lane, `X` the lane width of the operand. */
export const slice = moving(({ planes, code }, at, lane) => {
  const width = code[at + WIDTH];
  planes.move(code[at + A], lane * code[at + X] + code[at + B], code[at + DST], lane * width, width);
});

/** `X` points at the number of operands, then offset and lane width of each, the least significant first. */
export const cat = moving(({ planes, code, extra }, at, lane) => {
  let list = code[at + X];
  let bit = lane * code[at + WIDTH];
  for (let left = extra[list++]; left > 0; left--, list += 2) {
    const width = extra[list + 1];
    planes.move(extra[list], lane * width, code[at + DST], bit, width);
    bit += width;
  }
});

/** `X` points at the source lane of each result lane. */
export const permute = moving(({ planes, code, extra }, at, lane) => {
  const width = code[at + WIDTH];
  planes.move(code[at + A], extra[code[at + X] + lane] * width, code[at + DST], lane * width, width);
});

/** The lane as it is; `X` is the lane width of the operand. */
function low({ planes, code }: Machine, at: number, lane: number): void {
  const from = code[at + X];
  planes.move(code[at + A], lane * from, code[at + DST], lane * code[at + WIDTH], from);
}

export const zext = moving(low);

export const sext = moving((machine, at, lane) => {
  const { code } = machine;
  const from = code[at + X];
  const width = code[at + WIDTH];
  low(machine, at, lane);
  extend(machine, at, lane * from + from - 1, lane * width + from, width - from);
});

/** Repeats bit `from` of operand a. */
function extend({ planes, code }: Machine, at: number, from: number, bit: number, count: number): void {
  for (const plane of [planes.value, planes.unknown]) {
    if (getField(plane, code[at + A], from, 1) === 0) continue;
    for (let done = 0; done < count; done += 32) {
      const chunk = Math.min(32, count - done);
      putField(plane, code[at + DST], bit + done, chunk, lowMask(chunk));
    }
  }
}

/** `X` is the width of the amount. */
function shift(move: (machine: Machine, at: number, bit: number, width: number, amount: number) => void) {
  return moving((machine, at, lane) => {
    const { planes, code } = machine;
    const width = code[at + WIDTH];
    const amount = planes.index(code[at + B], 0, code[at + X]);
    if (amount < 0) putX(planes, code[at + DST], lane * width, width);
    else move(machine, at, lane * width, width, Math.min(amount, width));
  });
}

export const shl = shift(({ planes, code }, at, bit, width, amount) =>
  planes.move(code[at + A], bit, code[at + DST], bit + amount, width - amount),
);

export const shr = shift(({ planes, code }, at, bit, width, amount) =>
  planes.move(code[at + A], bit + amount, code[at + DST], bit, width - amount),
);

export const sra = shift((machine, at, bit, width, amount) => {
  const { planes, code } = machine;
  planes.move(code[at + A], bit + amount, code[at + DST], bit, width - amount);
  extend(machine, at, bit + width - 1, bit + width - amount, amount);
});
