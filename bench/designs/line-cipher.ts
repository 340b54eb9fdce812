import { LINE_BITS } from "../../rtl/xts/geometry.ts";
import { LineCipher } from "../../rtl/xts/line-cipher.ts";
import { fires, fsm, instances, module, regs, u, when } from "../../sim/hdl/index.ts";
import { folded, lfsr, SEED, type SelfDriven, selfDrivenPorts } from "./stimulus.ts";

const OPTIONS = { direction: "encrypt", keyBits: 128, lanes: 4 } as const;
const KEYS = { dataKey: 0x4a6f686e536d697468_0123456789abcdn, tweakKey: 0x0f1e2d3c4b5a69788796a5b4c3d2e1f0n };

/**
 * The four-lane AES-128 line cipher with its own stimulus: it programs a key, then takes a new pseudo-random line in each
 * cycle whose number has no bit in common with `pause`, and what comes out is folded into a checksum. Between two lines
 * only the pipelines move.
 */
export const SelfDrivenCipher: SelfDriven = module(
  "SelfDrivenCipher",
  selfDrivenPorts,
  ({ pause, checksum }) => {
    const { cipher } = instances({ cipher: LineCipher(OPTIONS) });
    const { up, down, program } = cipher;
    const control = fsm("control", ["Program", "Expand", "Run"], (go) => ({
      Program: () => when(program.ready, () => go("Expand")),
      Expand: () => when(program.ready, () => go("Run")),
      Run: () => {},
    }));
    program.valid.drive(control.is("Program"));
    program.payload.slot.drive(0);
    program.payload.dataKey.drive(KEYS.dataKey);
    program.payload.tweakKey.drive(KEYS.tweakKey);

    const { line, tweak, sum, cycle } = regs({
      line: u(LINE_BITS).init(SEED),
      tweak: u(128).init(0),
      sum: u(LINE_BITS).init(0),
      cycle: u(4).init(0),
    });
    cycle.next = cycle.add(1);
    up.valid.drive(control.is("Run").and(cycle.and(pause).eq(0)));
    up.payload.line.drive(line);
    up.payload.tweak.drive(tweak);
    up.payload.slot.drive(0);
    up.payload.tag.drive(0);
    when(fires(up), () => {
      line.next = lfsr(line);
      tweak.next = tweak.add(1);
    });
    down.ready.drive(1);
    when(fires(down), () => {
      sum.next = folded(sum, down.payload.line);
    });
    checksum.drive(sum);
  },
);
