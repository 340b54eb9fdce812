import type { RoundKeyChoice } from "../../rtl/aes/parameters.ts";
import { type AlgorithmName, algorithm } from "../../rtl/config/algorithms.ts";
import { platformOf } from "../../rtl/config/platform.ts";
import { AddressMap } from "../../rtl/dram/address.ts";
import { clockPs, type DramDevice } from "../../rtl/dram/timing.ts";
import { ENGINE_DEFAULTS } from "../../rtl/engine/engine-options.ts";
import { CONFIG_CLOCK, MEMORY_CLOCK, MemorySystem } from "../../rtl/engine/memory-system.ts";
import type { Bench } from "../../sim/bench/bench.ts";
import type { Task } from "../../sim/bench/coroutine.ts";
import { Random } from "../../sim/bench/random.ts";
import { simulate } from "../../sim/bench/simulate.ts";
import type { Simulation } from "../../sim/bench/simulation.ts";
import { elaborate, type Outside } from "../../sim/hdl/index.ts";
import { FileSink } from "../../sim/waves/file-sink.ts";
import { axiPortAt } from "../axi/port.ts";
import { ProtocolChecker } from "../axi/protocol-checker.ts";
import { checkDram } from "../dram/checker.ts";
import { MemoryDevice } from "../dram/device.ts";
import type { EngineName } from "../engines.ts";
import type { WavePaths } from "../line-memory.ts";
import { runWhile } from "../run-while.ts";
import { boot } from "./bios.ts";
import { BusPlayer, type LineDone } from "./bus-player.ts";
import { ConfigInterface } from "./config-ports.ts";
import { Core, type CoreOptions } from "./core.ts";
import { type Entropy, entropySource } from "./entropy.ts";
import { JobQueue, type LineJob } from "./job-source.ts";
import { KeyService } from "./key-service.ts";
import { LineLives, type LivesListener } from "./line-lives.ts";
import { Occupancy, type StageOccupancy } from "./occupancy.ts";
import { PlatformWaves } from "./platform-waves.ts";
import { type Stall, Stalls } from "./stalls.ts";

/** What an architect turns on the platform. */
export interface PlatformOptions {
  readonly mode: "off" | "tme" | "mktme";
  readonly algorithm: AlgorithmName;
  readonly device: DramDevice;
  readonly lanes: 1 | 2 | 4;
  /** Stored unless given. */
  readonly roundKeys?: RoundKeyChoice;
  readonly dataBits: 128 | 256 | 512;
  /** KeyIDs that can have keys of their own. */
  readonly slots: number;
  readonly reads: number;
  readonly writes: number;
  /** What simulates it; `event` unless given. */
  readonly engine?: EngineName;
  /** The fabric's clock. */
  readonly clockMhz: number;
  /** Programs that play side by side; 1 unless given. */
  readonly programs?: number;
  /** What they run on, a core each; without it their lines come as fast as the bus takes them. */
  readonly core?: CoreOptions;
  readonly seed: number;
  /** Of keyIDs 1, 2, …: one a tenant; none in the modes off and tme. */
  readonly keys: readonly KeyPair[];
  /** Is told of each line how long it stayed in which stage. */
  readonly lives?: LivesListener;
  /** Where the waves go; without it none are kept. */
  readonly wave?: WavePaths;
  /** Waves show keys and cipher states. */
  readonly revealSecrets?: boolean;
  /**
   * Random IDs and pauses on the bus, and PCONFIG without end beside the lines: keyIDs in use get their keys again, and
   * free ones get others.
   */
  readonly isStressed?: boolean;
}

/** A data key and a tweak key, 16 or 32 bytes each. */
export interface KeyPair {
  readonly key1: Uint8Array;
  readonly key2: Uint8Array;
}

/** Time without any answer after which the platform counts as stuck: many times as long as a refresh. */
const STUCK_PS = 20_000_000;
/** Cycles of the fabric after which an advance gives back what was done by then: cores may compute for long. */
const SLICE = 20_000;
const CONFIG_PERIOD_PS = 10_000;
/** Cycles of the configuration between two key programs under stress. */
const REKEY_CYCLES = { least: 20, most: 200 };
const ID_BITS = 4;
const PHYSICAL_BITS = 46;

type Ports = Outside<ReturnType<typeof MemorySystem>["shape"]>;

/**
 * A computer's memory behind the encryption engine, booted as the specification demands: the BIOS activates TME through
 * the registers, the operating system gives keyIDs their keys by PCONFIG, and lines move over AXI4.
 */
export class MemoryPlatform implements Disposable {
  readonly device: MemoryDevice;
  /** Bytes of the memory. */
  readonly memoryBytes: number;
  /** The TME key, as the entropy source gave it; undefined in mode off. */
  tmeKeys: KeyPair | undefined;
  private readonly options: PlatformOptions;
  private readonly sim: Simulation<Ports>;
  private readonly player: BusPlayer;
  /** What the programs run on; none where lines come as fast as the bus takes them. */
  readonly cores: readonly Core[];
  private readonly occupied: Occupancy;
  private readonly stalled: Stalls;
  private readonly stuckCycles: number;
  /** PCONFIGs that succeeded. */
  keyPrograms = 0;
  private isBooted = false;
  /** Lines to write, so far: each is one WR of the device. */
  private writes = 0;

  constructor(options: PlatformOptions) {
    const {
      device,
      algorithm: name,
      clockMhz,
      seed,
      keys,
      lives,
      wave,
      revealSecrets,
      isStressed,
      programs = 1,
      core,
      engine: simulator = "event",
      ...engine
    } = options;
    const keyBits = (8 * algorithm(name).keyBytes) as 128 | 256;
    const keyIdBits = keyIdBitsFor(keys.length);
    const platform = platformOf({
      physicalBits: PHYSICAL_BITS,
      algorithms: [name],
      maxKeyIdBits: Math.max(1, keyIdBits),
      maxKeys: Math.min(engine.slots, 2 ** Math.max(1, keyIdBits) - 1),
    });
    const system = MemorySystem({
      ...ENGINE_DEFAULTS,
      ...engine,
      keyBits,
      physicalBits: PHYSICAL_BITS,
      idBits: ID_BITS,
      device,
      platform,
    });
    this.options = options;
    this.stuckCycles = Math.ceil((STUCK_PS * clockMhz) / 1e6);
    this.memoryBytes = 2 ** new AddressMap(device.organisation).addressBits;
    const design = elaborate(system);
    const { name: top } = design.netlist;
    const periods = { clk: fabricPeriodPs(clockMhz), [MEMORY_CLOCK]: Math.round(clockPs(device)) };
    this.sim = simulate(design, { engine: simulator, seed })
      .clock({ period: periods.clk })
      .clock({ period: periods[MEMORY_CLOCK], domain: MEMORY_CLOCK })
      .clock({ period: CONFIG_PERIOD_PS, domain: CONFIG_CLOCK });
    const { dut } = this.sim;
    const followed = new LineLives(this.sim, top, lives);
    this.stalled = new Stalls(this.sim, top, periods);
    if (wave) {
      // A path of its own gets a save file beside it; a device or a pipe has no such place.
      const target = wave.gtkw ? wave.vcd : new FileSink(wave.vcd);
      this.sim.vcd(target, {
        ...(revealSecrets && { revealSecrets }),
        comment: `MemorySystem, seed ${seed}`,
        save: (dumped) => waves.layout(dumped),
      });
      const waves = new PlatformWaves(this.sim, design.netlist, followed);
    }
    this.occupied = new Occupancy(this.sim, design.netlist, "engine");
    this.device = new MemoryDevice(this.sim, dut.dram, { device, domain: MEMORY_CLOCK });
    checkDram(this.sim, dut.dram, device, MEMORY_CLOCK);
    new ProtocolChecker(this.sim, dut.bus, { name: "the bus" });
    const memoryBus = axiPortAt(this.sim, `${top}.memory.bus`);
    new ProtocolChecker(this.sim, memoryBus, { name: "the memory's bus", domain: MEMORY_CLOCK });
    this.cores = core ? Array.from({ length: programs }, () => new Core(core, this.periodPs)) : [];
    this.player = new BusPlayer(this.sim, dut.bus, {
      sources: core ? this.cores : Array.from({ length: programs }, () => new JobQueue()),
      dataBits: options.dataBits,
      idBits: ID_BITS,
      reads: options.reads,
      writes: options.writes,
      ...(isStressed && { unrest: new Random(seed).fork("bus") }),
    });
    // The fabric leaves its reset before the slow configuration does, and with it the benches.
    const { bus, msr, pconfig, otherLock, entropy } = dut;
    for (const { valid } of [bus.ar, bus.aw, bus.w, msr.access, pconfig.command, entropy.answer])
      this.sim.drive(valid, 0);
    for (const { ready } of [bus.r, bus.b, msr.result, pconfig.result]) this.sim.drive(ready, 1);
    this.sim.drive(otherLock.request, 0);
    const inConfig = { domain: CONFIG_CLOCK };
    this.sim.background(
      (bench) => entropySource(bench, dut.entropy, seed, (entropy) => this.note(entropy)),
      inConfig,
    );
    this.sim.background((bench) => this.start(bench, platform), inConfig);
  }

  /** Address bits above the physical ones, for a keyID. */
  busAddress(physical: number, keyId: number): number {
    return physical + keyId * 2 ** (PHYSICAL_BITS - keyIdBitsFor(this.options.keys.length));
  }

  /** Edges of the fabric's clock since there were jobs. */
  get cycles(): number {
    return this.player.cycles;
  }
  /** Of the fabric's clock. */
  get periodPs(): number {
    return fabricPeriodPs(this.options.clockMhz);
  }
  get timePs(): number {
    return this.sim.time;
  }
  get waiting(): number {
    return this.player.waiting;
  }
  /** Jobs of a program that it has not begun. */
  waitingOf(program: number): number {
    return this.player.waitingOf(program);
  }
  /** What the memory chips hold, by physical address: what somebody with probes would dump. */
  get cells(): ReadonlyMap<number, Uint8Array> {
    return this.device.cells;
  }
  /** Commands that the memory has taken. */
  get commands(): MemoryDevice["commands"] {
    return this.device.commands;
  }

  /** How full the engine's stages have been since the boot. */
  get occupancy(): readonly StageOccupancy[] {
    return this.occupied.summary;
  }
  /** For which causes lines had to stand, and how long. */
  get stalls(): readonly Stall[] {
    return this.stalled.summary;
  }

  /** Appends a job of a program, on a booted platform; the clock does not move otherwise. */
  submit(job: LineJob, program = 0): void {
    this.boot();
    if (job.op === "write") this.writes++;
    this.player.submit(job, program);
  }

  /** Puts a line where the memory chips hold it, past the hardware: what lay in memory before the run. */
  load(physical: number, line: Uint8Array): void {
    this.device.cells.set(physical, line);
  }

  /**
   * Runs until no more than `waiting` jobs wait to be begun, 20,000 cycles at most, and gives what was done meanwhile.
   * @throws DesignError TIMEOUT if the hardware stops answering.
   */
  advance(waiting: number): readonly LineDone[] {
    this.boot();
    const end = this.cycles + SLICE;
    this.runWhile(() => this.player.waiting > waiting && this.cycles < end);
    return this.player.take();
  }

  /** Runs until every job has its answer, and its instruction has retired. */
  drain(): readonly LineDone[] {
    this.boot();
    this.runWhile(() => this.player.unfinished > 0 || !this.cores.every(({ isDone }) => isDone));
    return this.player.take();
  }

  /** Drains, and runs on until the cells hold every line written: the controller answers writes that it still queues. */
  flush(): readonly LineDone[] {
    const done = this.drain();
    const queued = () => this.writes - this.device.commands.WR;
    runWhile(this.sim, () => queued() > 0, queued, this.stuckCycles);
    return done;
  }

  /** Runs until the platform is booted and every keyID has its key. */
  boot(): void {
    while (!this.isBooted) this.sim.run({ cycles: 16 });
  }

  [Symbol.dispose](): void {
    this.sim[Symbol.dispose]();
  }

  private runWhile(isBusy: () => boolean): void {
    const { player } = this;
    const unfinished = () => player.unfinished;
    runWhile(this.sim, isBusy, unfinished, this.stuckCycles, () => player.unfinished - this.retired);
  }

  /** Instructions of all cores. */
  private get retired(): number {
    let retired = 0;
    for (const core of this.cores) retired += core.retired;
    return retired;
  }

  private *start(bench: Bench<unknown>, platform: ReturnType<typeof platformOf>): Task {
    const { mode, algorithm: name, keys } = this.options;
    const { dut } = this.sim;
    const config = new ConfigInterface(bench, dut);
    yield* boot(config, platform, { mode, algorithm: name, keyIdBits: keyIdBitsFor(keys.length) });
    const service = new KeyService(config, name);
    for (const [index, { key1, key2 }] of keys.entries()) {
      yield* service.setKey(index + 1, key1, key2);
      this.keyPrograms++;
    }
    // A processor fetches long after its reset: not while the engine still clears its keys, which would count as latency.
    const draining = bench.signal("MemorySystem.engine.draining");
    while (bench.peek(draining)) yield* bench.tick();
    this.isBooted = true;
    this.occupied.reset();
    if (this.options.isStressed && mode === "mktme") yield* this.rekey(bench, service);
  }

  /** Gives keyIDs keys for as long as the run lasts: tenants theirs again, and free keyIDs ever new ones. */
  private *rekey(bench: Bench<unknown>, service: KeyService): Task {
    const { keys, slots } = this.options;
    const last = Math.min(slots, 2 ** keyIdBitsFor(keys.length) - 1);
    for (;;) {
      yield* bench.tick(bench.random.between(REKEY_CYCLES.least, REKEY_CYCLES.most));
      const keyId = bench.random.between(1, last);
      const own = keys[keyId - 1];
      const length = keys[0].key1.length;
      const { key1, key2 } = own ?? { key1: bench.random.bytes(length), key2: bench.random.bytes(length) };
      yield* service.setKey(keyId, key1, key2);
      this.keyPrograms++;
    }
  }

  private note({ dataKey, tweakKey }: Entropy): void {
    const { keyBytes } = algorithm(this.options.algorithm);
    this.tmeKeys ??= { key1: dataKey.slice(0, keyBytes), key2: tweakKey.slice(0, keyBytes) };
  }
}

const fabricPeriodPs = (clockMhz: number): number => Math.round(1e6 / clockMhz);

/** The least k for keyIDs 1 to n. */
const keyIdBitsFor = (n: number): number => (n === 0 ? 0 : Math.ceil(Math.log2(n + 1)));
