import { ConfigInterface } from "../../../host/platform/config-ports.ts";
import { ConfigBlock } from "../../../rtl/config/config-block.ts";
import { type Platform, platformOf } from "../../../rtl/config/platform.ts";
import { simulate, type Task } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { retain, type Surroundings, surround, surroundings } from "../../rtl/config/surroundings.ts";

/** Runs software against the configuration registers of a platform, with a stand-in for the engine behind them. */
export function configure(
  knobs: Partial<Platform>,
  software: (config: ConfigInterface, platform: Platform, world: Surroundings) => Task<void>,
  given: Partial<Surroundings> = {},
): Surroundings {
  const world = surroundings(given);
  const platform = platformOf(knobs);
  using sim = simulate(elaborate(ConfigBlock(platform)));
  const { dut } = sim;
  surround(sim, dut, world);
  retain(sim, dut.retention, world);
  sim.drive(dut.otherLock.request, 0);
  sim.bench(function* (bench) {
    const config = new ConfigInterface(bench, dut);
    yield* bench.tick();
    yield* software(config, platform, world);
  });
  sim.run();
  return world;
}
