import { flip, fsm, In, module, mux, regs, stream, u, when } from "../../sim/hdl/index.ts";
import { Algorithm, fitKey } from "./algorithms.ts";
import { entropyPort, KeyMode, keyDoneStream, keyUpdateStream, retentionPort } from "./engine-config.ts";

/**
 * Makes or restores the TME key and hands it to the engine as that of keyID 0. `done` is 1 when the engine uses it, 0
 * when there was no entropy or no saved key. Forgets the key then, but may have it saved. `clear` clears the
 * saved one; it is looked at while nothing is activated.
 */
export const TmeKey = module(
  "TmeKey",
  {
    activate: flip(stream({ restore: 1, save: 1, policy: Algorithm })),
    done: stream(1),
    clear: In(1),
    keyUpdate: keyUpdateStream,
    keyDone: keyDoneStream,
    entropy: entropyPort,
    retention: retentionPort,
  },
  ({ activate, done, clear, keyUpdate, keyDone, entropy, retention }) => {
    const key = u(256).secret().init(0);
    const { dataKey, tweakKey } = regs({ dataKey: key, tweakKey: key });
    const { save, policy, succeeded } = regs({ save: 1, policy: Algorithm, succeeded: 1 });
    const { answer } = entropy;
    const { restored } = retention;
    const hasSavedKey = restored.dataKey.orR().or(restored.tweakKey.orR());

    const { is } = fsm("state", ["Idle", "Clear", "Entropy", "Update", "Wait", "Done"], (go) => ({
      Idle: () =>
        when(clear, () => go("Clear")).elsewhen(activate.valid, () => {
          save.next = activate.payload.save;
          policy.next = activate.payload.policy;
          dataKey.next = restored.dataKey;
          tweakKey.next = restored.tweakKey;
          succeeded.next = 0;
          when(activate.payload.restore.not(), () => go("Entropy"))
            .elsewhen(hasSavedKey, () => go("Update"))
            .otherwise(() => go("Done"));
        }),
      // A state of its own, so that the store is told nothing while the inputs are unknown during reset.
      Clear: () => go("Idle"),
      Entropy: () =>
        when(answer.valid, () => {
          dataKey.next = answer.dataKey;
          tweakKey.next = answer.tweakKey;
          when(answer.ok, () => go("Update")).otherwise(() => go("Done"));
        }),
      Update: () => when(keyUpdate.ready, () => go("Wait")),
      Wait: () =>
        when(keyDone.valid, () => {
          succeeded.next = keyDone.payload;
          go("Done");
        }),
      Done: () => {
        dataKey.next = 0;
        tweakKey.next = 0;
        when(done.ready, () => go("Idle"));
      },
    }));

    activate.ready.drive(is("Idle").and(clear.not()));
    done.valid.drive(is("Done"));
    done.payload.drive(succeeded);
    entropy.request.drive(is("Entropy"));
    keyDone.ready.drive(is("Wait"));

    keyUpdate.valid.drive(is("Update"));
    keyUpdate.payload.keyId.drive(0);
    keyUpdate.payload.mode.drive(KeyMode.values.key);
    keyUpdate.payload.algorithm.drive(policy);
    keyUpdate.payload.dataKey.drive(fitKey(dataKey, policy));
    keyUpdate.payload.tweakKey.drive(fitKey(tweakKey, policy));

    const taken = is("Wait").and(keyDone.valid).and(keyDone.payload);
    retention.save.drive(is("Clear").or(taken.and(save)));
    retention.saved.dataKey.drive(mux(is("Clear"), 0, dataKey));
    retention.saved.tweakKey.drive(mux(is("Clear"), 0, tweakKey));
  },
);
