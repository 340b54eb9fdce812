import type { Table } from "../netlist/netlist.ts";
import { wordsOf } from "./planes.ts";

/** A table for generated code: its words in turn, in the narrowest array that holds them, wide ones in 32-bit words. */
export function tableWords({ words, width }: Table): Uint8Array | Uint16Array | Int32Array {
  const stride = wordsOf(width);
  const all = new Int32Array(words.length * stride);
  words.forEach((word, i) => {
    for (let k = 0; k < stride; k++) {
      all[i * stride + k] = Number(BigInt.asIntN(32, BigInt.asUintN(width, word) >> BigInt(32 * k)));
    }
  });
  if (width <= 8) return Uint8Array.from(all);
  return width <= 16 ? Uint16Array.from(all) : all;
}
