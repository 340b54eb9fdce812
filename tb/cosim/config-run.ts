import { boot } from "../../host/platform/bios.ts";
import { ConfigInterface, GeneralProtection } from "../../host/platform/config-ports.ts";
import { UserError } from "../../host/user-error.ts";
import { ConfigBlock } from "../../rtl/config/config-block.ts";
import { platformOf } from "../../rtl/config/platform.ts";
import { REGISTER_NAMES } from "../../rtl/config/register-map.ts";
import { type Random, simulate, type Task } from "../../sim/bench/index.ts";
import { retain, surround, surroundings } from "../rtl/config/surroundings.ts";
import { drain, feed, run } from "./run.ts";

const platform = platformOf();

/** Registers read and written at random, TME activated in one of many ways, PCONFIGs right and wrong; then a reset. */
export const CONFIG_RUN = run(
  "configuration",
  () => simulate(ConfigBlock(platform)),
  function* software(b, sim, cycles) {
    const { random, dut } = b;
    const world = surroundings();
    surround(sim, dut, world);
    retain(sim, dut.retention, world);
    const config = new ConfigInterface(b, dut);
    b.drive(dut.otherLock.request, 0);
    yield* b.tick();
    feed(sim, dut.pconfig.command, command);
    drain(sim, dut.pconfig.result);
    const keys = () => ({ dataKey: random.bits(256), tweakKey: random.bits(256) });
    for (const until = b.cycle + cycles; b.cycle < until; ) {
      Object.assign(world, { entropy: random.chance(0.8) ? keys() : undefined, takes: random.chance(0.8) });
      b.drive(dut.otherLock.request, random.below(2));
      for (let access = 0; access < 5; access++) yield* survive(touch(config, random));
      yield* survive(boot(config, platform, plan(random)));
      yield* b.tick(50);
      for (const level of [1, 0]) {
        b.drive(b.resetPin(), level);
        yield* b.tick();
      }
    }
  },
);

function* touch(config: ConfigInterface, random: Random): Task {
  const name = random.pick(REGISTER_NAMES);
  // Few bits: an enable, an algorithm, some number.
  const value = random.pick([0n, 1n, random.bits(64), 1n << BigInt(random.below(64)), random.bits(8)]);
  if (random.chance(0.5)) yield* config.rdmsr(name);
  else yield* config.wrmsr(name, value);
}

const plan = (random: Random) =>
  ({
    mode: random.pick(["off", "tme", "mktme", "mktme"] as const),
    algorithm: random.pick(["aes-xts-128", "aes-xts-256"] as const),
    keyIdBits: random.between(1, 6),
    bypass: random.chance(0.3),
    exclude: { base: random.bits(40) << 12n, mask: 2n ** 52n - 2n ** BigInt(random.between(20, 51)) },
  }) as const;

/** Mostly right, each field wrong now and then. */
function command(random: Random) {
  const rarely = <T>(wrong: T, right: T): T => (random.chance(0.04) ? wrong : right);
  const key = () => rarely(random.bits(512), random.bits(rarely(256, 128)));
  return {
    leaf: rarely(1, 0),
    cpl: rarely(3, 0),
    seam: rarely(1, 0),
    addressLow: rarely(64, 0),
    readable: rarely(0, 1),
    keyId: random.below(rarely(2 ** 16, 70)),
    control: random.below(rarely(256, 4)) + 256 * random.pick([1, 1, 4, 4, 2, 0]) + rarely(2 ** 24, 0),
    reserved: rarely(random.bits(464), 0n),
    keyField1: key(),
    keyField2: key(),
  };
}

/** Software that lives on after an exception. */
function* survive(task: Task): Task {
  try {
    yield* task;
  } catch (error) {
    if (!(error instanceof GeneralProtection || error instanceof UserError)) throw error;
  }
}
