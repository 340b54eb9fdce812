import { NetlistBuilder } from "../../../sim/netlist/builder.ts";
import type { Netlist, NodeId } from "../../../sim/netlist/netlist.ts";

/** Encryption pipes of a saturated four-lane line cipher: four for data, one for the tweak. */
const PIPES = 5;
const ROUNDS = 10;
const BYTES = 16;
const BLOCK = 8 * BYTES;

export interface AesShaped {
  readonly netlist: Netlist;
  readonly domain: number;
  /** 1 bit: a block enters every pipe. */
  readonly valid: NodeId;
  /** One block a pipe. */
  readonly blocks: readonly NodeId[];
  /** One block a pipe, `ROUNDS + 1` edges after it entered. */
  readonly outputs: readonly NodeId[];
}

/**
 * A netlist shaped like a saturated AES-128-XTS line cipher, without its handshakes: pipes of ten rounds, a round a
 * stage, each stage with a valid bit that enables the registers of the next. The S-box is any byte permutation; the
 * round keys are registers that never change.
 */
export function aesShaped(pipes = PIPES): AesShaped {
  const b = new NetlistBuilder("aes_shaped");
  b.scope({ name: "aes_shaped", parent: undefined, kind: "module", module: "aes_shaped", place: 0 });
  const clock = b.node("clock", 1, 1, [], undefined);
  const domain = b.domain({ name: "clk", clock, edge: "rise", reset: undefined, family: 0, place: 0 });
  const words = Array.from({ length: 256 }, (_, i) => BigInt(((i * 167) ^ 0x63) & 0xff));
  const table = b.table({ name: "sbox", width: 8, words, place: 0 });
  const name = (text: string, node: NodeId, kind: "input" | "register"): void => {
    b.signal({ name: text, scope: 0, node, kind, lanes: 1, enumeration: undefined, secret: false, place: 0 });
  };
  const register = (text: string, next: NodeId | undefined, enable?: NodeId): NodeId => {
    const node = b.node("register", next === undefined ? BLOCK : b.nodes[next].width, 1, [], undefined);
    const init = 0x0f1e2d3c4b5a69788796a5b4c3d2e1f0n & ((1n << BigInt(b.nodes[node].width)) - 1n);
    b.register({ node, domain, next: next ?? node, enable, init, synchroniser: false, place: 0 });
    name(text, node, "register");
    return node;
  };

  const lanes = (op: "xor", x: NodeId, y: NodeId): NodeId => b.node(op, BLOCK, BYTES, [x, y], undefined);
  const permute = (x: NodeId, index: readonly number[]): NodeId =>
    b.node("permute", BLOCK, BYTES, [x], { from: BYTES, index });
  const one = b.constant(1n, 1);
  const polynomial = b.constant(BigInt(`0x${"1b".repeat(BYTES)}`), BLOCK);
  const zero = b.constant(0n, BLOCK);
  const shiftRows = Array.from({ length: BYTES }, (_, i) => (i % 4) + 4 * ((Math.floor(i / 4) + i) % 4));
  const rotated = (by: number) =>
    Array.from({ length: BYTES }, (_, i) => 4 * Math.floor(i / 4) + ((i + by) % 4));

  const doubled = (x: NodeId): NodeId => {
    const shifted = b.node("shl", BLOCK, BYTES, [x, one], undefined);
    const top = b.node("slice", BYTES, BYTES, [x], { low: 7 });
    return lanes("xor", shifted, b.node("mux", BLOCK, BYTES, [top, polynomial, zero], undefined));
  };
  const round = (state: NodeId, key: NodeId): NodeId => {
    const bytes = b.node("lookup", BLOCK, BYTES, [state], { table });
    const rows = permute(bytes, shiftRows);
    const next = permute(rows, rotated(1));
    const others = lanes("xor", permute(rows, rotated(2)), permute(rows, rotated(3)));
    const mixed = lanes("xor", doubled(lanes("xor", rows, next)), lanes("xor", next, others));
    return lanes("xor", mixed, key);
  };

  const valid = b.node("input", 1, 1, [], undefined);
  name("valid", valid, "input");
  const keys = Array.from({ length: ROUNDS }, (_, i) => register(`key${i}`, undefined));
  const blocks: NodeId[] = [];
  const outputs: NodeId[] = [];
  for (let pipe = 0; pipe < pipes; pipe++) {
    const block = b.node("input", BLOCK, 1, [], undefined);
    name(`block${pipe}`, block, "input");
    blocks.push(block);
    let full = register(`pipe${pipe}_valid0`, valid);
    let state = register(`pipe${pipe}_state0`, block, valid);
    for (let i = 0; i < ROUNDS; i++) {
      state = register(`pipe${pipe}_state${i + 1}`, round(state, keys[i]), full);
      full = register(`pipe${pipe}_valid${i + 1}`, full);
    }
    outputs.push(state);
  }
  return { netlist: b.finish(), domain, valid, blocks, outputs };
}
