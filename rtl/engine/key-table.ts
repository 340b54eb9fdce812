import {
  connect,
  constant,
  flip,
  fsm,
  In,
  type Inside,
  instances,
  module,
  mux,
  Out,
  regs,
  when,
} from "../../sim/hdl/index.ts";
import { KeySchedule } from "../aes/key-schedule.ts";
import { algorithm } from "../config/algorithms.ts";
import { keyDoneStream, keyUpdateStream } from "../config/engine-config.ts";
import { type KeyTableOptions, keyAnswer, keyLoads, keyRows, rowBits } from "./key-query.ts";
import { KeyIdCam } from "./keyid-cam.ts";

/**
 * The keys of the engine (Intel 336907, 4.4): which keyID has which treatment, and the round keys of each row, which it
 * writes into the banks of the pipelines through `load`.
 *
 * An update first drains the engine: `drain` asks for it, and `idle` says that no line is in flight, so that each line
 * is wholly under the old or wholly under the new key. Then the CAM and all round keys change, which takes Nr + 2 cycles,
 * and `done` says whether they did: 0 where the CAM is full or the algorithm is another one than the engine's.
 *
 * Out of reset the CAM is empty, and the engine stays drained until the key schedules have cleared all rows, one a cycle.
 */
export const KeyTable = (options: KeyTableOptions) => {
  const { keyBits, slots, unprogrammed = "tme" } = options;
  const rows = keyRows(slots);
  return module(
    "KeyTable",
    {
      read: keyAnswer(slots),
      write: keyAnswer(slots),
      tme: { enabled: In(1), bypass: In(1) },
      update: flip(keyUpdateStream),
      done: flip(keyDoneStream),
      drain: Out(1),
      idle: In(1),
      load: flip(keyLoads(slots)),
    },
    ({ read, write, tme, update, done, drain, idle, load }) => {
      const { cam, dataKeys, tweakKeys } = instances({
        cam: KeyIdCam({ slots }),
        dataKeys: KeySchedule({ keyBits, slots: rows }),
        tweakKeys: KeySchedule({ keyBits, slots: rows }),
      });
      const tmeRow = constant(slots, rowBits(slots));

      const answer = (query: Inside<ReturnType<typeof keyAnswer>>, port: typeof cam.read) => {
        connect({ keyId: port.keyId, asks: port.asks }, { keyId: query.keyId, asks: query.asks });
        const own = port.hit.and(port.mode.is("key"));
        const none = port.hit.and(port.mode.is("none"));
        const asTme = tme.bypass.or(query.excluded.or(none)).not();
        query.encrypt.drive(tme.enabled.and(own.or(asTme)));
        query.row.drive(mux(own, port.slot.zext(rowBits(slots)), tmeRow));
        const unknown = port.hit.or(query.keyId.eq(0)).not();
        query.refused.drive(unprogrammed === "error" ? port.duplicate.or(unknown) : port.duplicate);
      };
      answer(read, cam.read);
      answer(write, cam.write);

      const { keyId, mode, dataKey, tweakKey } = update.payload;
      const { ok } = regs({ ok: 1 });
      const isTme = keyId.eq(0);
      const hasKey = mode.is("key");
      const ours = update.payload.algorithm.eq(
        algorithm(keyBits === 128 ? "aes-xts-128" : "aes-xts-256").index,
      );
      const fits = hasKey.not().or(ours).and(isTme.or(cam.update.full.not()));
      // A keyID that loses its key loses its round keys with it, to those of a key of zeros.
      const rewrites = fits.and(hasKey.or(cam.update.known));
      const row = mux(isTme, tmeRow, cam.update.slot.zext(rowBits(slots)));

      const written = dataKeys.up.ready.and(tweakKeys.up.ready);
      const control = fsm("control", ["Clear", "Idle", "Drain", "Expand", "Done"], (go) => ({
        Clear: () => when(written, () => go("Idle")),
        Idle: () => when(update.valid, () => go("Drain")),
        Drain: () =>
          when(idle, () => {
            ok.next = fits;
            when(rewrites, () => go("Expand")).otherwise(() => go("Done"));
          }),
        Expand: () => when(written, () => go("Done")),
        Done: () => when(done.ready, () => go("Idle")),
      }));
      const changes = control.is("Drain").and(idle);
      drain.drive(control.is("Idle").not());
      update.ready.drive(changes);
      done.valid.drive(control.is("Done"));
      done.payload.drive(ok);

      cam.update.enable.drive(changes.and(fits).and(isTme.not()));
      cam.update.keyId.drive(keyId);
      cam.update.mode.drive(mode);
      for (const [schedule, key] of [
        [dataKeys, dataKey],
        [tweakKeys, tweakKey],
      ] as const) {
        schedule.up.valid.drive(changes.and(rewrites));
        schedule.up.payload.slot.drive(row);
        schedule.up.payload.key.drive(mux(hasKey, key.slice(keyBits - 1, 0), 0));
      }
      connect(load, { data: dataKeys.load, tweak: tweakKeys.load });
    },
  );
};
