import { A, B, C, DST, type Operator } from "./machine.ts";

/** A latch that holds the enable of the time before the clock left 0; `B` is where the kernel keeps it. */
export const gate: Operator = ({ planes, code }, at) => {
  const dst = code[at + DST];
  const clock = planes.level(code[at + A]);
  const latch = planes.level(code[at + B]);
  if (clock === 2 || latch === 2) {
    if (clock !== 0 && latch !== 0) return planes.fillX(dst, 1);
  }
  planes.clear(dst, 1);
  planes.value[dst] = clock === 1 && latch === 1 ? 1 : 0;
};

/** `B` is where three words of state are: the clock's last level, source edges since the output rose, the output. */
export const divide: Operator = ({ planes, code }, at) => {
  const { value } = planes;
  const state = code[at + B];
  const by = code[at + C];
  const level = planes.level(code[at + A]);
  if (by === 1) return planes.copy(code[at + A], code[at + DST], 1);
  if (value[state] === 0 && level === 1) {
    if (value[state + 1] === 0) value[state + 2] = 1;
    else if (value[state + 1] === by >> 1) value[state + 2] = 0;
    value[state + 1] = (value[state + 1] + 1) % by;
  }
  value[state] = level;
  planes.clear(code[at + DST], 1);
  value[code[at + DST]] = value[state + 2];
};
