import { type Bits, connect, flip, instances, module, type Source, stream, u } from "../../sim/hdl/index.ts";
import { slotBits } from "../aes/parameters.ts";
import { fork } from "../bus/handshake.ts";
import { LINE_BITS, type LineCipherOptions, withDefaults } from "./geometry.ts";
import { LineCipher, programStream } from "./line-cipher.ts";
import { ADDRESS_BITS, lineTweak } from "./tweak.ts";

export type LineEngineOptions = Omit<LineCipherOptions, "direction">;

/**
 * Encryption in front of a memory: lines on their way to it are encrypted, lines that come back are decrypted. The
 * tweak of a line is its index, the address without the offset in the line, little-endian. Both ways keep order, and
 * each has the rate and the latency of a `LineCipher`.
 */
export const LineEngine = (options: LineEngineOptions) => {
  const design = withDefaults({ ...options, direction: "encrypt" });
  const { slots, tagBits } = design;
  const request = stream({
    line: LINE_BITS,
    address: ADDRESS_BITS,
    slot: u(slotBits(slots)),
    tag: u(tagBits),
  });
  const response = stream({ line: LINE_BITS, tag: u(tagBits) });
  return module(
    "LineEngine",
    {
      write: { up: flip(request), down: response },
      read: { up: flip(request), down: response },
      program: flip(programStream(design)),
    },
    ({ write, read, program }) => {
      const { encrypt, decrypt } = instances({
        encrypt: LineCipher({ ...design, direction: "encrypt" }),
        decrypt: LineCipher({ ...design, direction: "decrypt" }),
      });
      fork(program, encrypt.program, decrypt.program);
      connect(encrypt.program.payload, program.payload);
      connect(decrypt.program.payload, program.payload);

      connect(encrypt.up, withTweak(write.up));
      connect(decrypt.up, withTweak(read.up));
      connect(encrypt.down, write.down);
      connect(decrypt.down, read.down);
    },
  );
};

/** The stream with the tweak of the line in place of its address. */
function withTweak<H extends { readonly address: Bits<52> }>({ valid, ready, payload }: Source<H>) {
  const { address, ...rest } = payload;
  return { valid, ready, payload: { ...rest, tweak: lineTweak(address) } };
}
