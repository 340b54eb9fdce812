import { expect } from "chai";
import type { Platform } from "../../../rtl/config/platform.ts";
import { type Register, registerMap } from "../../../rtl/config/register-map.ts";
import { policies } from "../../../rtl/config/registers.ts";
import { Random, type Task } from "../../../sim/bench/index.ts";
import { MsrModel } from "../../reference/msr.ts";
import { type Processor, runMsr } from "./msr-rig.ts";
import { PLATFORMS } from "./platforms.ts";

/**
 * The least and the most that a register takes and keeps. There is no entropy, and no saved key, so that
 * IA32_TME_ACTIVATE never locks; it then keeps neither the enable nor keyID bits.
 */
function extremes({ name, fields }: Register, platform: Platform): { least: bigint; most: bigint } {
  const most = fields
    .filter(({ access }) => access === "read-write")
    .reduce((value, { high, low }) => value | (2n ** BigInt(high + 1) - 2n ** BigInt(low)), 0n);
  if (name !== "IA32_TME_ACTIVATE") return { least: 0n, most };
  const least = (BigInt(policies(platform)[0]) << 4n) | 2n;
  return { least, most: (most & ~0xff_0000_00f0n) | least };
}

/** What is read after a write that was taken. */
const kept = ({ name }: Register, value: bigint) => (name === "IA32_TME_ACTIVATE" ? value & ~3n : value);

type Values = Record<string, bigint | "#GP">;

function* readAll(cpu: Processor, registers: readonly Register[]): Task<Values> {
  const values: Values = {};
  for (const { name, address } of registers) values[name] = yield* cpu.read(address);
  return values;
}

const atReset = (registers: readonly Register[]): Values =>
  Object.fromEntries(
    registers.map(({ name, access, reset }) => [name, access === "write-only" ? "#GP" : reset]),
  );

const BITS = Array.from({ length: 64 }, (_, at) => 1n << BigInt(at));

for (const [what, platform] of Object.entries(PLATFORMS).filter(([, { tme }]) => tme)) {
  const registers = registerMap(platform);
  const writable = registers.filter(({ access }) => access === "read-write");
  const run = (program: (cpu: Processor) => Task) => runMsr(platform, program, { entropy: undefined });

  describe(`registers of a platform: ${what}`, () => {
    it("have their reset values after reset", () => {
      run(function* (cpu) {
        yield* cpu.reset();
        expect(yield* readAll(cpu, registers)).to.deep.equal(atReset(registers));
      });
    });

    it("read what was written, the most and the least", () => {
      run(function* (cpu) {
        yield* cpu.reset();
        for (const register of writable) {
          const { least, most } = extremes(register, platform);
          for (const value of [most, least]) {
            expect(yield* cpu.write(register.address, value), register.name).to.equal("ok");
            expect(yield* cpu.read(register.address), register.name).to.equal(kept(register, value));
          }
        }
      });
    });

    it("answer to each bit that is set or cleared alone as the reference model does", () => {
      run(function* (cpu) {
        const model = new MsrModel(platform, { entropy: () => undefined, takes: () => true });
        for (const register of writable) {
          const { least, most } = extremes(register, platform);
          for (const value of BITS.flatMap((bit) => [least ^ bit, most ^ bit])) {
            if (register.name === "IA32_TME_ACTIVATE" && !(value & 2n)) continue; // It would lock.
            const place = `${register.name} = 0x${value.toString(16)}`;
            const { fault } = model.write(register.address, value);
            expect(yield* cpu.write(register.address, value), place).to.equal(fault ? "#GP" : "ok");
            expect(yield* cpu.read(register.address), place).to.equal(model.read(register.address).data);
          }
        }
        yield* cpu.reset();
      });
    });

    it("have an address each: writing one changes no other", () => {
      run(function* (cpu) {
        yield* cpu.reset();
        const expected = atReset(registers);
        for (const register of writable) {
          const { most } = extremes(register, platform);
          yield* cpu.write(register.address, most);
          expected[register.name] = kept(register, most);
          expect(yield* readAll(cpu, registers), register.name).to.deep.equal(expected);
        }
      });
    });

    it("go back to their reset values whenever reset comes", () => {
      const random = new Random(982);
      run(function* (cpu) {
        for (let round = 0; round < 10; round++) {
          for (let i = random.below(4); i > 0 && writable.length > 0; i--) {
            const register = random.pick(writable);
            yield* cpu.write(register.address, extremes(register, platform).most);
          }
          yield* cpu.reset();
          expect(yield* readAll(cpu, registers), `round ${round}`).to.deep.equal(atReset(registers));
        }
      });
    });

    it("fault on each reserved bit, and stay as they were", () => {
      run(function* (cpu) {
        yield* cpu.reset();
        for (const register of registers) {
          const { address, name, access, reserved } = register;
          const { least } = extremes(register, platform);
          const before = yield* cpu.read(address);
          for (const bit of BITS.filter((bit) => access === "read-only" || (reserved & bit) !== 0n)) {
            expect(yield* cpu.write(address, least | bit), `${name} bit ${bit}`).to.equal("#GP");
            expect(yield* cpu.read(address), `${name} bit ${bit}`).to.equal(before);
          }
        }
      });
    });
  });
}
