import type { DomainId, NodeId } from "../netlist/netlist.ts";
import { mark, type Plan, storedForms } from "./context.ts";
import { isWide, LIMB_BITS, limbsOf, scalarOf } from "./forms.ts";
import type { RegisterUpdate } from "./updates.ts";
import type { Code, Local } from "./wasm/code.ts";

/** Flags of everything that reads these nodes. */
export function readersOf({ wiring }: Plan, nodes: Iterable<NodeId>): Set<number> {
  const flags = new Set<number>();
  for (const node of nodes) {
    for (const flag of wiring.regionsOf(node)) flags.add(flag);
    for (const flag of wiring.updatesOf(node)) flags.add(flag);
  }
  return flags;
}

/** Leaves an i32 on the stack: 1 if the domain's reset is active, as it was before the edge. */
export function pushReset(code: Code, { netlist, layout }: Plan, domain: DomainId): void {
  const { reset } = netlist.domains[domain];
  if (!reset) {
    code.i32(0);
    return;
  }
  code.load("i32.load", layout.shadows.get(reset.node) ?? layout.values[reset.node]);
  code.i32(reset.active).op("i32.eq");
}

/**
 * Moves registers to their next values, and flags what reads them if any differs. Looked at only where an operand may
 * have changed since the last edge, for taking the same again changes nothing; but a copy of a value before the edge
 * may be older than its flag, so who reads one is looked at always.
 */
export function emitRegisters(
  code: Code,
  plan: Plan,
  update: RegisterUpdate,
  index: number,
  inReset: Local,
): void {
  const { netlist, layout, wiring, updates } = plan;
  const { registers, enable, resets } = update;
  const flag = layout.flags + wiring.updateFlag(index);
  const isGated = updates.shadows[index].length === 0;
  if (isGated) code.load("i32.load8_u", flag);
  else code.i32(1);
  if (resets) code.get(inReset).op("i32.eqz", "i32.and");
  code.when(() => {
    if (isGated) code.store("i32.store8", flag, () => code.i32(0));
    const forms = storedForms(code, plan, new Set(updates.shadows[index]));
    const move = (): void => {
      const moved = registers.map((register) => netlist.registers[register]);
      const own = new Set(moved.map(({ node }) => node));
      for (const { next } of moved) {
        if (!own.has(next)) continue;
        if (isWide(netlist.nodes[next].width)) forms.limbs(next);
        else forms.scalar(next);
      }
      const differs = new Differences(code);
      for (const { node, next } of moved) {
        const address = layout.values[node];
        const { width } = netlist.nodes[node];
        if (!isWide(width)) {
          const type = scalarOf(width);
          differs.add(type, () => code.load(`${type}.load`, address).get(forms.scalar(next)));
          code.store(`${type}.store`, address, () => code.get(forms.scalar(next)));
          continue;
        }
        for (const [i, limb] of forms.limbs(next).entries()) {
          differs.add("v128", () => code.load("v128.load", address + 16 * i).get(limb));
          code.store("v128.store", address + 16 * i, () => code.get(limb));
        }
      }
      const readers = readersOf(plan, own);
      if (readers.size === 0) return;
      differs.push();
      code.when(() => mark(code, plan, readers));
    };
    if (enable === undefined) move();
    else code.get(forms.scalar(enable)).when(move);
  });
}

/** Gathers whether any of several values differ. */
class Differences {
  readonly #code: Code;
  readonly #found = new Map<"i64" | "v128", Local>();

  constructor(code: Code) {
    this.#code = code;
  }

  /** `push` leaves two values on the stack. */
  add(type: "i32" | "i64" | "v128", push: () => void): void {
    const code = this.#code;
    const as = type === "v128" ? "v128" : "i64";
    push();
    code.op(`${type}.xor`);
    if (type === "i32") code.op("i64.extend_i32_u");
    const before = this.#found.get(as);
    if (before !== undefined) code.get(before).op(`${as}.or`);
    this.#found.set(as, code.keep(as));
  }

  /** Leaves an i32 on the stack, not 0 if something differs. */
  push(): void {
    const code = this.#code;
    const scalar = this.#found.get("i64");
    const vector = this.#found.get("v128");
    if (scalar !== undefined) code.get(scalar).i64(0n).op("i64.ne");
    if (vector !== undefined) code.get(vector).op("v128.any_true");
    if (scalar !== undefined && vector !== undefined) code.op("i32.or");
  }
}

/** Puts a register to its value under reset. */
export function emitReset(code: Code, plan: Plan, register: number): void {
  const { netlist, layout } = plan;
  const { node, init } = netlist.registers[register];
  if (init === undefined) return;
  const { width } = netlist.nodes[node];
  const address = layout.values[node];
  const differs = new Differences(code);
  if (!isWide(width)) {
    const type = scalarOf(width);
    differs.add(type, () => code.load(`${type}.load`, address).scalar(type, init));
    code.store(`${type}.store`, address, () => code.scalar(type, init));
  }
  for (let i = 0; isWide(width) && i < limbsOf(width); i++) {
    const limb = init >> BigInt(LIMB_BITS * i);
    differs.add("v128", () => code.load("v128.load", address + 16 * i).v128(limb));
    code.store("v128.store", address + 16 * i, () => code.v128(limb));
  }
  const readers = readersOf(plan, [node]);
  if (readers.size === 0) return;
  differs.push();
  code.when(() => mark(code, plan, readers));
}
