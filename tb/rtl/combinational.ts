import { simulate } from "../../sim/bench/index.ts";
import { type Bits, In, module, Out } from "../../sim/hdl/index.ts";

/** What combinational hardware makes of `from` bits of input, byte 0 in bits 7:0: `to` bits. */
export function combinational(
  from: number,
  to: number,
  body: (input: Bits) => Bits,
): (input: Uint8Array) => Uint8Array {
  const Block = module("Block", { input: In(from), output: Out(to) }, ({ input, output }) => {
    output.drive(body(input));
  });
  const sim = simulate(Block);
  return (input) => {
    sim.drive(sim.dut.input, input);
    sim.run({ time: 1 });
    return Buffer.from(
      sim
        .peek(sim.dut.output)
        .toString(16)
        .padStart(to / 4, "0"),
      "hex",
    ).reverse();
  };
}
