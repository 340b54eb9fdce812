import { type Field, isWide, LIMB_BITS, type Part, widthOf } from "./forms.ts";
import type { Lowering } from "./lowering.ts";
import type { Local } from "./wasm/code.ts";

const LIMB_BYTES = LIMB_BITS / 8;

/** An index of `swizzle` that gives 0. */
const NO_BYTE = 0x80;

/** Where one byte of the result comes from: a limb, or none where the byte is 0. */
interface Source {
  readonly limb: Local | undefined;
  readonly byte: number;
}

/**
 * Joins whole bytes of wide nodes to limbs by byte shuffles, of which many are none at all: a limb that is one of the
 * operands' stays where it is. Undefined where bits would have to move inside bytes, or values are in words.
 */
export function shuffle(to: Lowering, parts: readonly Part[]): readonly Local[] | undefined {
  const { forms, netlist, code } = to;
  const fits = (part: Part): boolean => {
    if ("zeros" in part) return part.zeros % 8 === 0;
    if ("local" in part) return false;
    const { width } = netlist.nodes[part.node];
    return part.bit % 8 === 0 && isWide(width) && (part.width % 8 === 0 || part.bit + part.width === width);
  };
  if (!parts.every((part, i) => fits(part) && (widthOf(part) % 8 === 0 || i === parts.length - 1)))
    return undefined;
  const fields = parts.filter((part) => "node" in part);
  if (!fields.every(({ node }) => forms.prefersLimbs(node))) return undefined;
  const bytes = parts.flatMap((part) =>
    "zeros" in part
      ? Array.from({ length: part.zeros / 8 }, (): Source => ({ limb: undefined, byte: 0 }))
      : bytesOf(to, part as Field),
  );
  const limbs: Local[] = [];
  for (let at = 0; at < bytes.length; at += LIMB_BYTES) limbs.push(join(bytes.slice(at, at + LIMB_BYTES)));
  return limbs;

  function join(wanted: readonly Source[]): Local {
    const padded = Array.from(
      { length: LIMB_BYTES },
      (_, i): Source => wanted[i] ?? { limb: undefined, byte: i },
    );
    const sources = [...new Set(padded.map(({ limb }) => limb))];
    const [first] = sources;
    if (sources.length === 1 && first !== undefined && padded.every(({ byte }, i) => byte === i))
      return first;
    const given = sources.filter((limb) => limb !== undefined);
    if (given.length === 1) {
      // One vector, zeros included: a table lookup with constant indices, which compilers keep in a register.
      let indices = 0n;
      for (const [i, { limb, byte }] of padded.entries()) {
        indices |= BigInt(limb === undefined ? NO_BYTE : byte) << BigInt(8 * i);
      }
      return code.get(given[0]).v128(indices).op("i8x16.swizzle").keep("v128");
    }
    const locals = sources.map((limb) => limb ?? code.v128(0n).keep("v128"));
    const laneOf = (done: number, lane: number): number => {
      const source = sources.indexOf(padded[lane].limb);
      if (source > done) return 0;
      const { byte } = padded[lane];
      return done === 1 || source === done ? (source === 0 ? byte : LIMB_BYTES + byte) : lane;
    };
    let joined = locals[0];
    for (let done = 1; done < Math.max(2, locals.length); done++) {
      code.get(joined, locals[done] ?? locals[0]).shuffle(padded.map((_, lane) => laneOf(done, lane)));
      joined = code.keep("v128");
    }
    return joined;
  }
}

function bytesOf({ forms }: Lowering, { node, bit, width }: Field): Source[] {
  const limbs = forms.limbs(node);
  return Array.from({ length: Math.ceil(width / 8) }, (_, i) => {
    const at = bit / 8 + i;
    return { limb: limbs[Math.floor(at / LIMB_BYTES)], byte: at % LIMB_BYTES };
  });
}
