import { A, B, C, DST, LANES, type Machine, NODE, type Operator, WIDTH, WORDS, X } from "./machine.ts";
import { putX } from "./operators-lane.ts";
import { getField, type Planes } from "./planes.ts";

/** `X` is the width of the select: 1, or one bit a lane. */
export const mux: Operator = (machine, at) => {
  const { planes, code } = machine;
  const select = code[at + A];
  if (planes.mixed[select] !== 0) machine.unknownSelect(code[at + NODE]);
  if (code[at + X] > 1) return muxLanes(machine, at);
  const level = planes.level(select);
  if (level < 2) planes.copy(code[at + (level === 1 ? B : C)], code[at + DST], code[at + WORDS]);
  else planes.merge(code[at + B], code[at + C], code[at + DST], code[at + WIDTH] * code[at + LANES]);
};

function muxLanes({ planes, code }: Machine, at: number): void {
  const select = code[at + A];
  const dst = code[at + DST];
  planes.clear(dst, code[at + WORDS]);
  chooseLanes(planes, select, code[at + B], code[at + C], dst, code[at + WIDTH], code[at + LANES]);
  planes.note(dst, code[at + WORDS]);
}

/** Lane by lane `then` or `otherwise` by a bit of `select`, onto lanes that are 0 so far. */
export function chooseLanes(
  planes: Planes,
  select: number,
  then: number,
  otherwise: number,
  to: number,
  width: number,
  lanes: number,
): void {
  for (let lane = 0, bit = 0; lane < lanes; lane++, bit += width) {
    if (planes.anyUnknown(select, lane, 1)) planes.mergeField(then, otherwise, to, bit, width);
    else planes.move(getField(planes.value, select, lane, 1) ? then : otherwise, bit, to, bit, width);
  }
}

/** Lanes that are words found by an index; `B` is the lane width of the index, operand a. */
function finding(
  find: (machine: Machine, at: number, index: number, bit: number, width: number) => boolean,
  index: number,
  indexWidth: number,
): Operator {
  return (machine, at) => {
    const { planes, code } = machine;
    const width = code[at + WIDTH];
    planes.clear(code[at + DST], code[at + WORDS]);
    for (let lane = 0; lane < code[at + LANES]; lane++) {
      const from = planes.index(code[at + index], lane * code[at + indexWidth], code[at + indexWidth]);
      if (from >= 0 && find(machine, at, from, lane * width, width)) continue;
      if (!machine.beyondIsZero) putX(planes, code[at + DST], lane * width, width);
    }
    planes.note(code[at + DST], code[at + WORDS]);
  };
}

/** A word of a table or memory: `X` points at its base, stride and depth. */
export const fetch = finding(
  ({ planes, code, extra }, at, index, bit, width) => {
    const store = code[at + X];
    if (index >= extra[store + 2]) return false;
    planes.move(extra[store] + index * extra[store + 1], 0, code[at + DST], bit, width);
    return true;
  },
  A,
  B,
);

/** `C` is the lane width of the index, operand b; `X` the number of lanes to pick from. */
export const pick = finding(
  ({ planes, code }, at, index, bit, width) => {
    if (index >= code[at + X]) return false;
    planes.move(code[at + A], index * width, code[at + DST], bit, width);
    return true;
  },
  B,
  C,
);
