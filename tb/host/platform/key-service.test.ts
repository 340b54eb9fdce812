import { expect } from "chai";
import { boot } from "../../../host/platform/bios.ts";
import { KeyService } from "../../../host/platform/key-service.ts";
import type { Task } from "../../../sim/bench/index.ts";
import type { Surroundings } from "../../rtl/config/surroundings.ts";
import { configure } from "./config-machine.ts";

const bytes = (first: number) => Uint8Array.from({ length: 16 }, (_, k) => first + k);
const number = (key: Uint8Array) => BigInt(`0x${Buffer.from(key).reverse().toString("hex")}`);

/** What the engine was given after the TME key, by what software does on a booted platform. */
function programmed(software: (service: KeyService, world: Surroundings) => Task<void>) {
  const world = configure({ physicalBits: 46 }, function* (config, platform, around) {
    yield* boot(config, platform, { mode: "mktme", algorithm: "aes-xts-128", keyIdBits: 2 });
    yield* software(new KeyService(config, "aes-xts-128"), around);
  });
  return world.entries.slice(1);
}

describe("KeyService", () => {
  it("gives a keyID the two keys of software", () => {
    const entries = programmed((service) => service.setKey(2, bytes(16), bytes(64)));
    expect(entries).to.have.length(1);
    expect(entries[0]).to.include({ keyId: 2n, dataKey: number(bytes(16)), tweakKey: number(bytes(64)) });
  });

  it("gives a keyID a random key that is not the entropy of its caller", () => {
    const [entry] = programmed((service) => service.setRandomKey(1, bytes(1), bytes(2)));
    expect(entry.keyId).to.equal(1n);
    expect([0n, number(bytes(1))]).not.to.include(entry.dataKey);
  });

  it("takes a key away, and leaves a keyID in plaintext, without a key in what the engine gets", () => {
    const entries = programmed(function* (service) {
      yield* service.clearKey(3);
      yield* service.noEncrypt(2);
    });
    expect(entries.map(({ keyId, dataKey }) => [keyId, dataKey])).to.deep.equal([
      [3n, 0n],
      [2n, 0n],
    ]);
    expect(entries[0].mode).not.to.equal(entries[1].mode);
  });

  it("tries again while there is no entropy, and gives up after ten tries, naming no key", () => {
    const refused = () =>
      programmed(function* (service, world) {
        world.entropy = undefined;
        const before = world.requests;
        try {
          yield* service.setRandomKey(1, bytes(1), bytes(2));
        } finally {
          expect(world.requests - before).to.equal(10);
        }
      });
    expect(refused).to.throw("PCONFIG KEYID_SET_KEY_RANDOM of keyID 1: ENTROPY_ERROR, fault none");
  });

  it("does not try again what the platform refuses", () => {
    expect(() => programmed((service) => service.setKey(900, bytes(1), bytes(2)))).to.throw(
      /^PCONFIG KEYID_SET_KEY_DIRECT of keyID 900: /,
    );
  });
});
