import fc from "fast-check";
import type { Step } from "../body.ts";
import { derived, ref, refs, width } from "../draw.ts";

/** A state machine of two to six states, which drives a wire beside its way from state to state. */
const machine = fc
  .record({
    states: fc.array(refs(3, 3), { minLength: 2, maxLength: 6 }),
    width,
    home: ref,
    idle: ref,
  })
  .map(
    ({ states, width: bits, home, idle }): Step =>
      (body, tag) => {
        body.enter(home);
        const [name, out] = [body.name("f"), body.name("n")];
        const state = (index: number) => `"S${index}"`;
        body.line(`const { ${out} } = wires({ ${out}: ${bits} });`);
        body.line(`${out}.drive(${body.operand(idle, bits)});`);
        const list = states.map((_, index) => state(index)).join(", ");
        const bodies = states.map(([condition, value, kind], index) => {
          const target = state(derived(kind, 0, states.length));
          const other = state(derived(kind, 1, states.length));
          const moves = [
            `go(${target});`,
            `when(${body.word(condition, 1)}, () => go(${target}));`,
            `when(${body.word(condition, 1)}, () => go(${target})).otherwise(() => go(${other}));`,
          ][derived(kind, 2, 3)];
          const drives = derived(value, 0, 2) === 0 ? ` ${out}.drive(${body.operand(value, bits)});` : "";
          return `    S${index}: () => { ${moves}${drives} },`;
        });
        const made = body.clocked(`fsm("${name}", [${list}], (go) => ({\n${bodies.join("\n")}\n  }))`);
        body.line(`const ${name} = ${made};`);
        body.add({ text: out, width: bits, lanes: 0, tag });
        const stateBits = Math.max(1, Math.ceil(Math.log2(states.length)));
        body.add({ text: `${name}.state`, width: stateBits, lanes: 0, tag: ~tag >>> 0 });
        body.define(`${name}.is(${state(derived(idle, 0, states.length))})`, 1, (tag ^ 0x3c3c3c3c) >>> 0);
      },
  );

export const MACHINES: readonly fc.WeightedArbitrary<Step>[] = [{ arbitrary: machine, weight: 3 }];
