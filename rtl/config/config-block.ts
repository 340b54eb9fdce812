import { assert, connect, flip, instances, module, mux, stream } from "../../sim/hdl/index.ts";
import {
  engineConfig,
  entropyPort,
  keyDoneStream,
  keyUpdateStream,
  lockPort,
  retentionPort,
} from "./engine-config.ts";
import { KeyTableLock } from "./key-table-lock.ts";
import { msrPort } from "./msr-access.ts";
import { MsrBlock } from "./msr-block.ts";
import { pconfigCommand, pconfigResult } from "./pconfig-checks.ts";
import { PconfigUnit } from "./pconfig-unit.ts";
import { type Platform, platformOf } from "./platform.ts";

/**
 * Everything that software configures:
 *
 *     msr     --> registers --+-- engine
 *                     |       +-- keyUpdate, entropy
 *     pconfig --> unit -------+
 *                  lock <-- other
 *
 * Registers and unit share the way to the key table and the entropy: PCONFIG faults before TME is activated, and
 * afterwards the registers are locked, so only one of them ever uses it. `otherLock` is for another agent of the
 * package that programs the key table.
 */
export const ConfigBlock = (options: Partial<Platform> = {}) => {
  const platform = platformOf(options);
  return module(
    "ConfigBlock",
    {
      msr: msrPort,
      pconfig: { command: flip(stream(pconfigCommand)), result: stream(pconfigResult) },
      otherLock: flip(lockPort),
      engine: engineConfig,
      keyUpdate: keyUpdateStream,
      keyDone: keyDoneStream,
      entropy: entropyPort,
      retention: retentionPort,
    },
    ({ msr, pconfig, otherLock, engine, keyUpdate, keyDone, entropy, retention }) => {
      const { registers, unit, lock } = instances({
        registers: MsrBlock(platform),
        unit: PconfigUnit(platform),
        lock: KeyTableLock,
      });
      connect(registers.access, msr.access);
      connect(registers.result, msr.result);
      connect(registers.engine, engine);
      connect(registers.retention, retention);
      connect(unit.command, pconfig.command);
      connect(unit.result, pconfig.result);
      connect(unit.activation, registers.activation);
      connect(lock.first, unit.lock);
      connect(lock.second, otherLock);

      for (const user of [registers, unit] as const) {
        user.keyUpdate.ready.drive(keyUpdate.ready);
        user.keyDone.valid.drive(keyDone.valid);
        user.keyDone.payload.drive(keyDone.payload);
        connect(user.entropy.answer, entropy.answer);
      }
      keyDone.ready.drive(registers.keyDone.ready.or(unit.keyDone.ready));
      entropy.request.drive(registers.entropy.request.or(unit.entropy.request));
      assert(
        registers.entropy.request.and(unit.entropy.request).not(),
        "TME key and PCONFIG both ask for entropy",
      );

      const [one, two] = [registers.keyUpdate, unit.keyUpdate];
      keyUpdate.valid.drive(one.valid.or(two.valid));
      keyUpdate.payload.keyId.drive(mux(one.valid, one.payload.keyId, two.payload.keyId));
      keyUpdate.payload.mode.drive(mux(one.valid, one.payload.mode, two.payload.mode));
      keyUpdate.payload.algorithm.drive(mux(one.valid, one.payload.algorithm, two.payload.algorithm));
      keyUpdate.payload.dataKey.drive(mux(one.valid, one.payload.dataKey, two.payload.dataKey));
      keyUpdate.payload.tweakKey.drive(mux(one.valid, one.payload.tweakKey, two.payload.tweakKey));
      assert(one.valid.and(two.valid).not(), "TME key and PCONFIG both change the key table");
    },
  );
};
