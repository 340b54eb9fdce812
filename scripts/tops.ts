import { KeySchedule } from "../rtl/aes/key-schedule.ts";
import { ROUND_KEYS } from "../rtl/aes/parameters.ts";
import { AesPipeline } from "../rtl/aes/pipeline.ts";
import { AsyncFifo } from "../rtl/bus/async-fifo.ts";
import { AxiCrossing } from "../rtl/bus/axi-crossing.ts";
import { BeatLines } from "../rtl/bus/beat-lines.ts";
import { BurstLines } from "../rtl/bus/burst-lines.ts";
import { Crossing } from "../rtl/bus/crossing.ts";
import { Fifo } from "../rtl/bus/fifo.ts";
import { LineBeats } from "../rtl/bus/line-beats.ts";
import { LineReads } from "../rtl/bus/line-reads.ts";
import { LineRequests } from "../rtl/bus/line-requests.ts";
import { LineWrites } from "../rtl/bus/line-writes.ts";
import { OrderedSlots } from "../rtl/bus/ordered-slots.ts";
import { Queue } from "../rtl/bus/queue.ts";
import { Skid } from "../rtl/bus/skid.ts";
import { ALGORITHMS, type AlgorithmName } from "../rtl/config/algorithms.ts";
import { ConfigBlock } from "../rtl/config/config-block.ts";
import { Cpuid } from "../rtl/config/cpuid.ts";
import { KeyTableLock } from "../rtl/config/key-table-lock.ts";
import { MsrBlock } from "../rtl/config/msr-block.ts";
import { PconfigUnit } from "../rtl/config/pconfig-unit.ts";
import { RetentionStore } from "../rtl/config/retention-store.ts";
import { TmeKey } from "../rtl/config/tme-key.ts";
import { DramAxi, DramPort } from "../rtl/dram/axi-port.ts";
import { BankState } from "../rtl/dram/bank-state.ts";
import { DramController } from "../rtl/dram/controller.ts";
import { Refresh } from "../rtl/dram/refresh.ts";
import { RequestQueue } from "../rtl/dram/request-queue.ts";
import { Responses } from "../rtl/dram/responses.ts";
import { Scheduler } from "../rtl/dram/scheduler.ts";
import { DRAM_DEVICES } from "../rtl/dram/timing.ts";
import { TimingCounters } from "../rtl/dram/timing-counters.ts";
import { WriteDrain } from "../rtl/dram/write-drain.ts";
import { ConfigLink } from "../rtl/engine/config-link.ts";
import { EngineCore } from "../rtl/engine/engine-core.ts";
import { KeyTable } from "../rtl/engine/key-table.ts";
import { KeyIdCam } from "../rtl/engine/keyid-cam.ts";
import { LineCam } from "../rtl/engine/line-cam.ts";
import { Lookup } from "../rtl/engine/lookup.ts";
import { MemoryManager } from "../rtl/engine/memory-manager.ts";
import { MemorySystem } from "../rtl/engine/memory-system.ts";
import { PartialWrites } from "../rtl/engine/partial-writes.ts";
import { ReadPath } from "../rtl/engine/read-path.ts";
import { WritePath } from "../rtl/engine/write-path.ts";
import { LineCollector, LineSplitter } from "../rtl/xts/beats.ts";
import { DataPath } from "../rtl/xts/data-path.ts";
import { DataPipeline } from "../rtl/xts/data-pipeline.ts";
import { LINE_BITS } from "../rtl/xts/geometry.ts";
import { LineCipher } from "../rtl/xts/line-cipher.ts";
import { LineEngine } from "../rtl/xts/line-engine.ts";
import { ADDRESS_BITS } from "../rtl/xts/tweak.ts";
import { TweakPipeline } from "../rtl/xts/tweak-pipeline.ts";
import {
  type ClockDomain,
  clockDomain,
  connect,
  currentDomain,
  type Module,
  module,
} from "../sim/hdl/index.ts";
import { flag, oneOf, type Setting, someOf, type Value, whole } from "./setting.ts";

type Values<S> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

/** A module of the hardware that can be the top of a design, with its parameters. */
export interface Top {
  readonly settings: Readonly<Record<string, Setting>>;
  /** The module with these parameters; one for each setting. @throws DesignError OPTION for one that cannot be. */
  build(values: Readonly<Record<string, Value>>): Module;
}

const top = <const S extends Readonly<Record<string, Setting>>>(
  settings: S,
  build: (values: Values<S>) => Module,
): Top => ({ settings, build: (values) => build(values as Values<S>) });

const CIPHER = { keyBits: oneOf(128, 256), roundsPerStage: whole(1), roundKeys: oneOf(...ROUND_KEYS) };
const DIRECTION = oneOf("encrypt", "decrypt");
const TAG = whole(8);
const ENGINE_CIPHER = { ...CIPHER, lanes: oneOf(4, 2, 1), slots: whole(4), tagBits: TAG };
const LINE_CIPHER = { direction: DIRECTION, ...ENGINE_CIPHER };
const KEY_TABLE = {
  keyBits: CIPHER.keyBits,
  roundKeys: CIPHER.roundKeys,
  slots: whole(64),
  unprogrammed: oneOf("tme", "error"),
};
const ENGINE = {
  ...CIPHER,
  ...KEY_TABLE,
  lanes: ENGINE_CIPHER.lanes,
  physicalBits: whole(46),
  reads: whole(32),
  writes: whole(16),
};
const BUS = { dataBits: oneOf(512, 256, 128), idBits: whole(4) };
const LINE_PORT = { addressBits: whole(52), ...BUS, reads: whole(32), writes: whole(16) };
const ALGORITHM_NAMES: readonly AlgorithmName[] = ALGORITHMS.map(({ name }) => name);
const PART = {
  tme: flag(true),
  algorithms: someOf(ALGORITHM_NAMES, ["aes-xts-128", "aes-xts-256"]),
  maxKeyIdBits: whole(6),
  maxKeys: whole(63),
  bypass: flag(true),
  saveKey: flag(true),
  clearSavedKey: flag(true),
  sgxTme: flag(false),
  rev: oneOf("1.6", "1.5", "1.3"),
  pconfigRev: oneOf("sdm", "1.3"),
  lockedActivate: oneOf("ignore", "fault"),
  lockedExclude: oneOf("fault", "ignore"),
};
const PLATFORM = { ...PART, physicalBits: whole(52) };
const [FIRST_DEVICE, ...OTHER_DEVICES] = Object.keys(DRAM_DEVICES);
const DEVICE = oneOf(FIRST_DEVICE, ...OTHER_DEVICES);
const CONTROLLER = { device: DEVICE, queue: whole(32), patience: whole(2048) };
const STREAM = { width: whole(64) };

/** Every module of the hardware by the name of its generator. */
export const TOPS: Readonly<Record<string, Top>> = {
  AesPipeline: top({ direction: DIRECTION, ...CIPHER, slots: whole(4), tagBits: TAG }, AesPipeline),
  KeySchedule: top({ keyBits: CIPHER.keyBits, slots: whole(4) }, KeySchedule),

  LineCipher: top(LINE_CIPHER, LineCipher),
  LineEngine: top(ENGINE_CIPHER, LineEngine),
  DataPath: top(LINE_CIPHER, DataPath),
  DataPipeline: top(LINE_CIPHER, DataPipeline),
  TweakPipeline: top(LINE_CIPHER, TweakPipeline),
  LineSplitter: top({ ...LINE_CIPHER, lanes: oneOf(2, 1) }, LineSplitter),
  LineCollector: top({ ...LINE_CIPHER, lanes: oneOf(2, 1) }, LineCollector),

  AsyncFifo: top({ ...STREAM, depth: whole(8), stages: whole(2) }, ({ width, ...options }) =>
    between((from, to) => AsyncFifo({ payload: width, ...options, from, to })),
  ),
  AxiCrossing: top({ idBits: whole(4), depth: whole(8) }, ({ idBits, depth }) =>
    between((from, to) =>
      AxiCrossing({ port: { addressBits: ADDRESS_BITS, dataBits: LINE_BITS, idBits }, depth, from, to }),
    ),
  ),
  BeatLines: top(LINE_PORT, BeatLines),
  BurstLines: top(LINE_PORT, BurstLines),
  Crossing: top({ ...STREAM, stages: whole(2) }, ({ width, stages }) =>
    between((from, to) => Crossing({ payload: width, stages, from, to })),
  ),
  Fifo: top({ ...STREAM, depth: whole(16) }, Fifo),
  LineBeats: top(LINE_PORT, LineBeats),
  LineReads: top(LINE_PORT, LineReads),
  LineRequests: top(LINE_PORT, LineRequests),
  LineWrites: top(LINE_PORT, LineWrites),
  OrderedSlots: top({ slots: whole(16), idBits: whole(4) }, OrderedSlots),
  Queue: top({ ...STREAM, depth: whole(16) }, ({ width, depth }) => Queue({ payload: width, depth })),
  Skid: top(STREAM, ({ width }) => Skid(width)),

  ConfigBlock: top(PLATFORM, ConfigBlock),
  Cpuid: top(PLATFORM, Cpuid),
  KeyTableLock: top({}, () => KeyTableLock),
  MsrBlock: top(PLATFORM, MsrBlock),
  PconfigUnit: top(PLATFORM, PconfigUnit),
  RetentionStore: top({}, () => RetentionStore),
  TmeKey: top({}, () => TmeKey),

  ConfigLink: top({}, () => between((fabric, config) => ConfigLink({ config, fabric }))),
  EngineCore: top(ENGINE, EngineCore),
  KeyIdCam: top({ slots: whole(64) }, KeyIdCam),
  KeyTable: top(KEY_TABLE, KeyTable),
  LineCam: top({ writes: whole(16), slotBits: whole(4) }, LineCam),
  Lookup: top({ physicalBits: whole(46), slots: whole(64), slotBits: whole(6) }, Lookup),
  MemoryManager: top(ENGINE, MemoryManager),
  /** The whole engine: bus, configuration, encryption and the controller of the memory. */
  MemorySystem: top({ ...ENGINE, ...BUS, device: DEVICE, ...PART }, ({ device, ...options }) =>
    MemorySystem({ ...options, device: DRAM_DEVICES[device], platform: options }),
  ),
  PartialWrites: top({ slotBits: whole(4) }, PartialWrites),
  ReadPath: top(ENGINE, ReadPath),
  WritePath: top(ENGINE, WritePath),

  BankState: top({ device: DEVICE }, ({ device }) => BankState(DRAM_DEVICES[device].organisation)),
  DramAxi: top({ ...CONTROLLER, idBits: whole(4) }, ({ device, ...options }) =>
    DramAxi({ ...options, device: DRAM_DEVICES[device] }),
  ),
  DramController: top({ ...CONTROLLER, tagBits: TAG }, ({ device, ...options }) =>
    DramController({ ...options, device: DRAM_DEVICES[device] }),
  ),
  DramPort: top({ idBits: whole(4), memoryBits: whole(33) }, DramPort),
  Refresh: top({ device: DEVICE }, ({ device }) => Refresh(DRAM_DEVICES[device].figures)),
  RequestQueue: top({ device: DEVICE, size: whole(32), patience: whole(2048) }, ({ device, ...options }) =>
    RequestQueue({ ...options, organisation: DRAM_DEVICES[device].organisation }),
  ),
  Responses: top({ tagBits: TAG }, Responses),
  Scheduler: top({ device: DEVICE, size: whole(32) }, ({ device, size }) =>
    Scheduler(DRAM_DEVICES[device].organisation, size),
  ),
  TimingCounters: top({ device: DEVICE }, ({ device }) => TimingCounters(DRAM_DEVICES[device])),
  WriteDrain: top({ size: whole(32), high: whole(16), low: whole(8) }, WriteDrain),
};

/** The parameters of a top as they are unless given. */
export const valuesUnlessGiven = ({ settings }: Top): Record<string, Value> =>
  Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, setting.default]));

/** A module between two clock domains in a top that has both: its own, `clk`, and one called `to`. */
function between(make: (from: ClockDomain, to: ClockDomain) => Module): Module {
  const nowhere = { name: "", id: 0 };
  const { name, shape } = make(nowhere, nowhere);
  return module(`${name}Top`, shape, (io) => {
    const inner = make(currentDomain(), clockDomain("to")).instance("crossing");
    connect(inner, io as never);
  });
}
