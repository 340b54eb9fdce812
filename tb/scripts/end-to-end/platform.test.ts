import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { unsafe } from "@noble/ciphers/aes.js";
import { expect } from "chai";
import { tenantKeys } from "../../../host/platform/tenant-keys.ts";
import { cipherline, type Ended, scratchFolder, sideBySide } from "./process.ts";

const SEED = 11;

/** All 8-byte pieces of the tenants' keys and their round keys. */
function secretPieces(): Uint8Array[] {
  const keys = tenantKeys(SEED, 3, "aes-xts-128").flatMap(({ key1, key2 }) => [key1, key2]);
  const schedules = keys.map((key) => new Uint8Array(unsafe.expandKeyLE(key).buffer));
  return schedules.flatMap((bytes) =>
    Array.from({ length: bytes.length / 8 }, (_, k) => bytes.slice(8 * k, 8 * k + 8)),
  );
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const binary = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");

/** The pieces that a text shows, in hex or binary, forwards or backwards. Waves leave leading zeros out. */
function shownPieces(text: string, pieces: readonly Uint8Array[]): string[] {
  const lower = text.toLowerCase();
  return pieces
    .flatMap((piece) => [piece, piece.slice().reverse()])
    .flatMap((piece) => [hex(piece), binary(piece).replace(/^0+/, "")])
    .filter((needle) => lower.includes(needle));
}

describe("a platform in a process, with the real hardware", () => {
  const folder = scratchFolder();
  let plain: Ended;
  let waved: Ended;
  let again: Ended;
  before(async function () {
    this.timeout(180_000);
    writeFileSync(
      folder.at("c.json"),
      '{"mode": "mktme", "keyids": 3, "lanes": 2, "data-width": 256, "compare": true}',
    );
    const wavedWords = `run --config c.json --lines 150 --seed ${SEED} --report json --wave w.vcd --dump-dram d`;
    mkdirSync(folder.at("again"));
    copyFileSync(folder.at("c.json"), folder.at("again/c.json"));
    [plain, waved, again] = await sideBySide(
      [
        ["run --lines 500 --report json --wave none", "."],
        [wavedWords, "."],
        [wavedWords, "again"],
      ].map(
        ([words, cwd]) =>
          () =>
            cipherline(words.split(" "), folder.at(cwd)),
      ),
    );
  });

  it("plays lines of three tenants and finds each as it should be", () => {
    const { stdout, ...end } = plain;
    expect(end).to.deep.equal({ exitCode: 0, stderr: "" });
    const { mode, keyIds, reads, writes, storedLines, verified, mismatches, dram } = JSON.parse(stdout);
    expect({ mode, keyIds, moved: reads + writes, mismatches }).to.deep.equal({
      mode: "mktme",
      keyIds: 3,
      moved: 500,
      mismatches: 0,
    });
    expect(verified).to.equal(500);
    expect(storedLines).to.be.greaterThan(0);
    expect([dram.commands.RD, dram.commands.WR]).to.deep.equal([reads, writes]);
  });

  it("repeats with the command that it gives", async () => {
    const { command } = JSON.parse(plain.stdout);
    const again = await cipherline(command.split(" ").slice(2), folder.path);
    expect(again).to.deep.equal(plain);
  });

  it("leaves the same behind, byte for byte, for the same options", () => {
    expect(again).to.deep.equal(waved);
    for (const name of ["w.vcd", "w.gtkw", "d"]) {
      const [one, other] = [name, `again/${name}`].map((path) => readFileSync(folder.at(path)));
      expect(one.length).to.be.greaterThan(1000);
      expect(one.equals(other), name).to.equal(true);
    }
  });

  it("takes a configuration file, compares, and dumps ciphertext", () => {
    expect({ exitCode: waved.exitCode, stderr: waved.stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    const { lanes, dataWidth, overhead, storedLines, mismatches } = JSON.parse(waved.stdout);
    expect({ lanes, dataWidth, mismatches }).to.deep.equal({ lanes: 2, dataWidth: 256, mismatches: 0 });
    expect(overhead.readMean.cycles).to.be.greaterThan(0);
    const lines = readFileSync(folder.at("d"), "utf8").trimEnd().split("\n");
    expect(lines).to.have.length(storedLines);
    const addresses = lines.map((line) => Number(JSON.parse(line).pa));
    expect(addresses).to.deep.equal([...addresses].sort((a, b) => a - b));
  });

  it("shows no piece of a key or of a round key: not in the report, the dump, the waves and their save file", () => {
    const pieces = secretPieces();
    expect(pieces).to.have.length(6 * 22);
    const [key] = tenantKeys(SEED, 1, "aes-xts-128");
    expect(shownPieces(`x${hex(key.key1)}`, pieces)).to.have.length.greaterThan(0); // the search finds what is there
    for (const name of ["d", "w.vcd", "w.gtkw"]) {
      expect(shownPieces(readFileSync(folder.at(name), "latin1"), pieces), name).to.deep.equal([]);
    }
    expect(shownPieces(waved.stdout + waved.stderr, pieces)).to.deep.equal([]);
  });
});
