import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { keyData } from "../../../host/workload/data.ts";
import { expansion } from "../../rtl/aes/expansion.ts";
import { cipherline, type Ended, scratchFolder, sideBySide } from "./process.ts";

/** Everything that a run left behind. */
interface Left extends Ended {
  readonly vcd: string;
  readonly gtkw: string;
}

/** How bytes might show in a text: in hex or binary, byte 0 first or last, without the zeros that begin them. */
const forms = (bytes: Uint8Array): string[] =>
  [bytes, bytes.toReversed()].flatMap((order) => {
    const digits = Buffer.from(order).toString("hex").replace(/^0+/, "");
    return [digits, digits.toUpperCase(), BigInt(`0x${digits}`).toString(2)];
  });

/** The keys of a run and their round keys, by name, with their halves. */
function secretsOf(seed: number): [name: string, bytes: Uint8Array][] {
  const keys = keyData(seed);
  return [keys.subarray(0, 16), keys.subarray(16, 32)].flatMap((key, k) =>
    expansion(key).flatMap((roundKey, round): [string, Uint8Array][] => [
      [`key${k + 1} round ${round}`, roundKey],
      [`key${k + 1} round ${round} low half`, roundKey.subarray(0, 8)],
      [`key${k + 1} round ${round} high half`, roundKey.subarray(8)],
    ]),
  );
}

const found = (text: string, seed: number): string[] =>
  secretsOf(seed)
    .filter(([, bytes]) => forms(bytes).some((form) => text.includes(form)))
    .map(([name]) => name);

describe("what a run of the line cipher in a process leaves behind, with the real hardware", () => {
  const folder = scratchFolder();
  let seven: Left;
  let again: Left;
  let eight: Left;
  let revealed: Left;

  before(async () => {
    // Lines of zeros, and a tweak of zeros for the first: whatever the first round keys are added to is the key itself.
    const zeros = "00".repeat(64);
    writeFileSync(folder.at("t"), `W 0x0 ${zeros}\nR 0x0\nW 0x40\nR 0x40\nR 0xffffffffffc0 ${zeros}\n`);
    const play = async (name: string, ...more: string[]): Promise<Left> => {
      const cwd = folder.at(name);
      mkdirSync(cwd);
      const words = [
        "run",
        "--mode",
        "line",
        "--trace",
        "../t",
        "--wave",
        "run.vcd",
        "--report",
        "json",
        ...more,
      ];
      const end = await cipherline(words, cwd);
      const [vcd, gtkw] = ["vcd", "gtkw"].map((kind) => readFileSync(`${cwd}/run.${kind}`, "latin1"));
      return { ...end, vcd, gtkw };
    };
    [seven, again, eight, revealed] = await sideBySide([
      () => play("seven", "--seed", "7"),
      () => play("again", "--seed", "7"),
      () => play("eight", "--seed", "8"),
      () => play("revealed", "--seed", "7", "--reveal-secrets"),
    ]);
  });

  it("is the same, byte for byte, for the same seed", () => {
    expect(seven.exitCode).to.equal(0);
    expect(seven.vcd.length).to.be.greaterThan(20_000);
    expect(again).to.deep.equal(seven);
  });

  it("holds other ciphertext for another seed", () => {
    const body = ({ vcd }: Left) => vcd.slice(vcd.indexOf("$enddefinitions"));
    expect(body(eight)).not.to.equal(body(seven));
    expect(eight.gtkw).to.equal(seven.gtkw);
  });

  it("holds no key and no round key, whole or half, in any form", () => {
    for (const [left, seed] of [
      [seven, 7],
      [eight, 8],
    ] as const) {
      for (const text of Object.values(left)) expect(found(`${text}`, seed)).to.deep.equal([]);
    }
  });

  it("holds all of them in its waves, and nowhere else, where they are to be revealed", () => {
    const { vcd, stdout, stderr, gtkw } = revealed;
    const whole = (names: string[]) => names.filter((name) => !name.endsWith("half"));
    expect(whole(found(vcd, 7))).to.deep.equal(whole(secretsOf(7).map(([name]) => name)));
    for (const text of [stdout, stderr, gtkw]) expect(found(text, 7)).to.deep.equal([]);
  });

  it("says in its report how it is replayed", () => {
    const { command } = JSON.parse(revealed.stdout);
    expect(command).to.equal(
      "npx cipherline run --mode line --trace ../t --format auto --seed 7 --engine event --wave run.vcd --report json " +
        "--reveal-secrets",
    );
  });
});
