import { xtime } from "../../rtl/aes/field.ts";
import { chain, keyAfter, lastWord, rotWord, subWord } from "../../rtl/aes/key-expansion.ts";
import { inverseSbox, sbox } from "../../rtl/aes/sbox.ts";
import {
  addRoundKey,
  invMixColumns,
  invShiftRows,
  invSubBytes,
  mixColumns,
  type State,
  shiftRows,
  subBytes,
  toState,
} from "../../rtl/aes/state.ts";
import { double } from "../../rtl/xts/doubling.ts";
import { asVec, type Bits, In, type Module, module, mux, Out } from "../../sim/hdl/index.ts";

/** A combinational step of the hardware as a module of its own, and the golden module that it must equal. */
export interface Step {
  readonly title: string;
  readonly gate: Module;
  /** In aes-golden.v. */
  readonly golden: string;
}

const byteStep = (name: string, step: (byte: Bits<8>) => Bits<8>) =>
  module(name, { a: In(8), y: Out(8) }, ({ a, y }) => y.drive(step(a)));

/** On a state, or on one column of it. */
const stateStep = (name: string, bits: 32 | 128, step: (state: State) => State) =>
  module(name, { a: In(bits), y: Out(bits) }, ({ a, y }) =>
    y.drive(step(asVec(a, bits / 8, 8)).bits.as(bits)),
  );

const roundStep = (name: string, step: (state: State, key: Bits<128>) => State) =>
  module(name, { block: In(128), key: In(128), y: Out(128) }, ({ block, key, y }) =>
    y.drive(step(toState(block, 1), key).bits.as(128)),
  );

/** FIPS 197 5.1.1 and 5.3.2: 256 cases each. The rounds below are proven with these as they are. */
export const SUB_BYTE = byteStep("SubByte", sbox);
export const INV_SUB_BYTE = byteStep("InvSubByte", inverseSbox);

export const INV_MIX_COLUMN = stateStep("InvMixColumn", 32, invMixColumns);

/** IEEE 1619, 5.2. */
export const DOUBLE_TWEAK = module("DoubleTweak", { a: In(128), y: Out(128) }, ({ a, y }) =>
  y.drive(double(a)),
);

/** AES-128, with the round constant as an input: as `KeySchedule` takes it. */
const KeyStep128 = module("KeyStep128", { key: In(128), rcon: In(8), y: Out(128) }, ({ key, rcon, y }) =>
  y.drive(chain(key, rotWord(subWord(lastWord(key)), rcon))),
);

const KeyStep256 = module(
  "KeyStep256",
  { key: In(256), rcon: In(8), plain: In(1), y: Out(128) },
  ({ key, rcon, plain, y }) => {
    const word = subWord(lastWord(key));
    y.drive(chain(key.slice(127, 0).as(128), mux(plain, word, rotWord(word, rcon))));
  },
);

/** One step forward and one back, on the fly: the key that it began with. */
const KeyBack = module("KeyBack", { key: In(128), y: Out(128) }, ({ key, y }) =>
  y.drive(keyAfter("decrypt", [keyAfter("encrypt", [key], 7)], 6)),
);

/** Modules that the golden text takes from the hardware: each is proven by itself in the first of the steps. */
export const HELPERS: readonly Module[] = [SUB_BYTE, INV_SUB_BYTE, INV_MIX_COLUMN];

export const STEPS: readonly Step[] = [
  { title: "the S-box, for all 256 bytes", gate: SUB_BYTE, golden: "golden_sub_byte" },
  { title: "the inverse S-box, for all 256 bytes", gate: INV_SUB_BYTE, golden: "golden_inv_sub_byte" },
  { title: "doubling in GF(2^8)", gate: byteStep("DoubleByte", xtime), golden: "golden_double_byte" },
  {
    title: "doubling of a tweak in GF(2^128)",
    gate: DOUBLE_TWEAK,
    golden: "golden_double_tweak",
  },
  { title: "MixColumns", gate: stateStep("MixColumns", 128, mixColumns), golden: "golden_mix_columns" },
  { title: "InvMixColumns on a column", gate: INV_MIX_COLUMN, golden: "golden_inv_mix_column" },
  {
    title: "InvMixColumns",
    gate: stateStep("InvMixColumns", 128, invMixColumns),
    golden: "golden_inv_mix_columns",
  },
  {
    title: "a round",
    gate: roundStep("Round", (state, key) => addRoundKey(mixColumns(shiftRows(subBytes(state))), key)),
    golden: "golden_round",
  },
  {
    title: "a round of the inverse cipher",
    gate: roundStep("InvRound", (state, key) =>
      invMixColumns(addRoundKey(invSubBytes(invShiftRows(state)), key)),
    ),
    golden: "golden_inv_round",
  },
  { title: "a step of the key schedule of AES-128", gate: KeyStep128, golden: "golden_key_step_128" },
  { title: "a step of the key schedule of AES-256", gate: KeyStep256, golden: "golden_key_step_256" },
  { title: "a step of the key schedule and one back", gate: KeyBack, golden: "golden_key_back" },
];
