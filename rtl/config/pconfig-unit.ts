import { constant, flip, fsm, module, mux, regs, secret, stream, u, when } from "../../sim/hdl/index.ts";
import { encode } from "../bus/one-hot.ts";
import { fitKey } from "./algorithms.ts";
import {
  activationPort,
  entropyPort,
  KeyMode,
  keyDoneStream,
  keyUpdateStream,
  lockPort,
} from "./engine-config.ts";
import { controlParts, firstFailure, pconfigCommand, pconfigResult } from "./pconfig-checks.ts";
import { Command, Fault, Status } from "./pconfig-table.ts";
import { type Platform, platformOf } from "./platform.ts";

/**
 * PCONFIG of one logical processor, leaf MKTME_KEY_PROGRAM (Intel 336907 rev 1.3, 4.4; SDM vol. 2B). The command is
 * taken together with its result: two cycles for one that a check refuses, three for a busy key table, else as long as
 * entropy and engine take. The table's lock is held from the checks to the end, and no entry changes unless the command
 * succeeds.
 */
export const PconfigUnit = (options: Partial<Platform> = {}) => {
  const platform = platformOf(options);
  return module(
    "PconfigUnit",
    {
      command: flip(stream(pconfigCommand)),
      result: stream(pconfigResult),
      activation: flip(activationPort),
      lock: lockPort,
      entropy: entropyPort,
      keyUpdate: keyUpdateStream,
      keyDone: keyDoneStream,
    },
    ({ command, result, activation, lock, entropy, keyUpdate, keyDone }) => {
      const { keyId, control, keyField1, keyField2 } = command.payload;
      const key = u(256).secret().init(0);
      const { dataKey, tweakKey } = regs({ dataKey: key, tweakKey: key });
      const { code, fault } = regs({ code: Status, fault: Fault });
      const { answer } = entropy;

      const verdict = firstFailure(command.payload, activation, platform);
      const { command: name, algorithms } = controlParts(control);
      const algorithm = encode(algorithms, 4).as(4);
      const is = (command: keyof typeof Command.values) => name.eq(Command.values[command]);
      const field1 = fitKey(keyField1.at("255:0"), algorithm);
      const field2 = fitKey(keyField2.at("255:0"), algorithm);

      const state = fsm("state", ["Idle", "Lock", "Entropy", "Update", "Wait", "Respond"], (go) => {
        const end = (status: keyof typeof Status.values) => {
          code.next = Status.values[status];
          dataKey.next = 0;
          tweakKey.next = 0;
          go("Respond");
        };
        return {
          Idle: () =>
            when(command.valid, () => {
              fault.next = verdict.fault;
              code.next = verdict.code;
              when(verdict.failed, () => go("Respond")).otherwise(() => go("Lock"));
            }),
          Lock: () => {
            const isDirect = is("KEYID_SET_KEY_DIRECT");
            dataKey.next = mux(isDirect, field1, 0);
            tweakKey.next = mux(isDirect, field2, 0);
            when(lock.granted.not(), () => end("DEVICE_BUSY"))
              .elsewhen(is("KEYID_SET_KEY_RANDOM"), () => go("Entropy"))
              .otherwise(() => go("Update"));
          },
          Entropy: () =>
            when(answer.valid, () => {
              dataKey.next = secret(fitKey(answer.dataKey, algorithm).xor(field1));
              tweakKey.next = secret(fitKey(answer.tweakKey, algorithm).xor(field2));
              when(answer.ok, () => go("Update")).otherwise(() => end("ENTROPY_ERROR"));
            }),
          Update: () => when(keyUpdate.ready, () => go("Wait")),
          // A table that takes no further key is as if it were busy.
          Wait: () =>
            when(keyDone.valid, () => {
              when(keyDone.payload, () => end("PROG_SUCCESS")).otherwise(() => end("DEVICE_BUSY"));
            }),
          Respond: () => when(result.ready, () => go("Idle")),
        };
      });

      command.ready.drive(state.is("Respond").and(result.ready));
      result.valid.drive(state.is("Respond"));
      result.payload.code.drive(code);
      result.payload.zf.drive(code.ne(Status.values.PROG_SUCCESS));
      result.payload.fault.drive(fault);

      lock.request.drive(state.is("Idle").or(state.is("Respond")).not());
      entropy.request.drive(state.is("Entropy"));
      keyDone.ready.drive(state.is("Wait"));
      keyUpdate.valid.drive(state.is("Update"));
      keyUpdate.payload.keyId.drive(keyId.at("14:0"));
      const plain = mux(is("KEYID_NO_ENCRYPT"), KeyMode.values.none, constant(KeyMode.values.key, 2));
      keyUpdate.payload.mode.drive(mux(is("KEYID_CLEAR_KEY"), KeyMode.values.tme, plain));
      keyUpdate.payload.algorithm.drive(algorithm);
      keyUpdate.payload.dataKey.drive(dataKey);
      keyUpdate.payload.tweakKey.drive(tweakKey);
    },
  );
};
