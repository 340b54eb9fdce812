import {
  type Bits,
  cat,
  connect,
  constant,
  fsm,
  instances,
  module,
  regs,
  u,
  when,
} from "../../sim/hdl/index.ts";
import {
  activationPort,
  engineConfig,
  entropyPort,
  keyDoneStream,
  keyUpdateStream,
  retentionPort,
} from "./engine-config.ts";
import { fieldsOf } from "./fields.ts";
import { decode, msrPort } from "./msr-access.ts";
import { partitioning } from "./partitioning.ts";
import { type Platform, platformOf } from "./platform.ts";
import { fieldBits, fieldMask, resetOf } from "./register-map.ts";
import { TmeKey } from "./tme-key.ts";

/**
 * The model-specific registers of TME and MKTME:
 *
 *     access --> decode --> registers --> engine, activation
 *                  |            ^
 *                  +--> key ----+--> keyUpdate
 *
 * An access takes two cycles; one that activates TME also waits for the TME key. Reset is that of the processor: it
 * clears the registers and their lock, but not the key that `retention` keeps.
 */
export const MsrBlock = (options: Partial<Platform> = {}) => {
  const platform = platformOf(options);
  return module(
    "MsrBlock",
    {
      ...msrPort,
      engine: engineConfig,
      activation: activationPort,
      keyUpdate: keyUpdateStream,
      keyDone: keyDoneStream,
      entropy: entropyPort,
      retention: retentionPort,
    },
    ({ access, result, engine, activation, keyUpdate, keyDone, entropy, retention }) => {
      const { activate, excludeMask, excludeBase, coreKeyIdBits } = regs({
        activate: u(64).init(0),
        excludeMask: u(64).init(0),
        excludeBase: u(64).init(0),
        coreKeyIdBits: u(4).init(0),
      });
      const { value, fault } = regs({ value: 64, fault: 1 });
      const { key } = instances({ key: TmeKey });
      connect(key.keyUpdate, keyUpdate);
      connect(key.keyDone, keyDone);
      connect(key.entropy, entropy);
      connect(key.retention, retention);

      const now = fieldsOf("IA32_TME_ACTIVATE", activate, platform);
      const locked = now.LOCK.as(1);
      const enabled = now.HARDWARE_ENCRYPTION_ENABLE.as(1);
      const keyIdBits = now.MK_TME_KEYID_BITS.as(4);
      const tdxKeyIdBits = now.TDX_RESERVED_KEYID_BITS.as(4);

      const { data } = access.payload;
      const decoded = decode(
        access.payload,
        locked,
        {
          IA32_TME_CAPABILITY: constant(resetOf("IA32_TME_CAPABILITY", platform), 64),
          IA32_TME_ACTIVATE: activate,
          IA32_TME_EXCLUDE_MASK: excludeMask,
          IA32_TME_EXCLUDE_BASE: excludeBase,
          IA32_TME_CLEAR_SAVED_KEY: constant(0, 64),
          MK_TME_CORE_ACTIVATE: coreKeyIdBits
            .zext(64)
            .shl(fieldBits("MK_TME_CORE_ACTIVATE", "MK_TME_KEYID_BITS", platform)[1]),
          IA32_MKTME_KEYID_PARTITIONING: partitioning(keyIdBits, tdxKeyIdBits, platform),
        },
        platform,
      );

      const wanted = fieldsOf("IA32_TME_ACTIVATE", data, platform);
      const [lock, enable] = (["LOCK", "HARDWARE_ENCRYPTION_ENABLE"] as const).map((field) =>
        constant(fieldMask("IA32_TME_ACTIVATE", field, platform), 64),
      );
      const succeed = () => {
        activate.next = data.or(lock);
      };
      // Table 4-3: keyID bits are committed with an activation only.
      const fail = () =>
        when(wanted.MK_TME_KEYID_BITS.eq(0), () => {
          activate.next = data.and(lock.or(enable).not());
        });

      const { is } = fsm("state", ["Idle", "Activate", "Wait", "Respond"], (go) => ({
        Idle: () =>
          when(access.valid, () => {
            fault.next = decoded.fault;
            value.next = decoded.value;
            go("Respond");
            when(decoded.stores("IA32_TME_EXCLUDE_MASK"), () => {
              excludeMask.next = data;
            });
            when(decoded.stores("IA32_TME_EXCLUDE_BASE"), () => {
              excludeBase.next = data;
            });
            when(decoded.stores("MK_TME_CORE_ACTIVATE"), () => {
              coreKeyIdBits.next = keyIdBits;
            });
            when(decoded.stores("IA32_TME_ACTIVATE"), () => {
              when(wanted.HARDWARE_ENCRYPTION_ENABLE.as(1), () => go("Activate")).otherwise(succeed);
            });
          }),
        Activate: () => when(key.activate.ready, () => go("Wait")),
        Wait: () =>
          when(key.done.valid, () => {
            when(key.done.payload, succeed).otherwise(fail);
            go("Respond");
          }),
        Respond: () => when(result.ready, () => go("Idle")),
      }));
      access.ready.drive(is("Respond").and(result.ready));
      result.valid.drive(is("Respond"));
      result.payload.data.drive(value);
      result.payload.fault.drive(fault);

      key.activate.valid.drive(is("Activate"));
      key.activate.payload.restore.drive(wanted.KEY_SELECT.as(1));
      key.activate.payload.save.drive(wanted.SAVE_KEY_FOR_STANDBY.as(1));
      key.activate.payload.policy.drive(wanted.TME_POLICY.as(4));
      key.done.ready.drive(is("Wait"));
      const cleared = decoded.stores("IA32_TME_CLEAR_SAVED_KEY").and(data.bit(0));
      key.clear.drive(is("Idle").and(access.valid).and(cleared));

      const range = fieldsOf("IA32_TME_EXCLUDE_MASK", excludeMask, platform);
      engine.enabled.drive(enabled);
      engine.bypass.drive(now.TME_ENCRYPTION_BYPASS_ENABLE.as(1));
      engine.keyIdBits.drive(keyIdBits);
      engine.tdxKeyIdBits.drive(tdxKeyIdBits);
      engine.policy.drive(now.TME_POLICY.as(4));
      engine.excludeEnable.drive(range.ENABLE.as(1));
      engine.excludeMask.drive(pages(excludeMask));
      engine.excludeBase.drive(pages(excludeBase));
      activation.active.drive(locked.and(enabled));
      activation.keyIdBits.drive(keyIdBits);
      activation.tdxKeyIdBits.drive(tdxKeyIdBits);
      activation.algorithms.drive(activate.at("63:48"));
    },
  );
};

/** The address bits of a range register; the range goes by pages of 4 KiB. */
const pages = (register: Bits<64>): Bits<52> => cat(register.at("51:12"), constant(0, 12));
