import type { DomainId, NodeId } from "../netlist/netlist.ts";
import type { Plan } from "./context.ts";
import { emitCovers, pushFailures } from "./emit-checks.ts";
import { emitMemory } from "./emit-memory.ts";
import { emitRegion } from "./emit-region.ts";
import { emitRegisters, emitReset, pushReset } from "./emit-registers.ts";
import { FLAG_BLOCK } from "./layout.ts";
import { cost } from "./regions.ts";
import type { Code } from "./wasm/code.ts";
import { ModuleEncoder } from "./wasm/module.ts";

/** Registers that one function moves at most: functions of bounded size are optimised soon and well. */
const UPDATES_A_FUNCTION = 40;
/** Limbs of 128 bits, or scalars, that one function computes as a rule. */
const COST_A_FUNCTION = 512;
const ANSWER = { parameters: [], results: ["i32"] } as const;
/** Calls that one function makes at most. */
const CALLS_A_FUNCTION = 256;

/** The functions of a design, by the names under which the module exports them; some by their domain. */
export interface Program {
  /** Computes what is flagged. */
  settle(): void;
  /** Memories of several domains: those ports act whose domain was sampled. */
  shared(): void;
  /**
   * Runs so many periods of the only clock, and gives the periods left at the first edge at which an assertion fails.
   * Missing where other clocks or asynchronous resets may move meanwhile.
   */
  readonly cycles?: (periods: number) => number;
  /** Not 0 if an assertion fails at the coming edge. */
  readonly [failures: `failures${number}`]: () => number;
  /** Counts the covers. */
  readonly [cover: `cover${number}`]: () => void;
  /** Sets aside what moves before its readers. */
  readonly [sample: `sample${number}`]: () => void;
  /** Moves registers and memories. */
  readonly [commit: `commit${number}`]: () => void;
  /** Puts registers to their values under reset. */
  readonly [reset: `reset${number}`]: () => void;
}

export function encode(plan: Plan): Uint8Array<ArrayBuffer> {
  const module = new ModuleEncoder(plan.layout.pages);
  const settle = settling(module, plan);
  const shared = sharing(module, plan);
  const domains = [...plan.netlist.domains.keys()].map((domain) => {
    const reset = resetting(module, plan, domain);
    return {
      reset,
      failures: module.add((code) => {
        pushFailures(code, plan, domain);
        pushReset(code, plan, domain);
        code.op("i32.eqz", "i32.and");
      }, ANSWER),
      cover: module.add((code) => {
        pushReset(code, plan, domain);
        code.op("i32.eqz").when(() => emitCovers(code, plan, domain));
      }),
      sample: sampling(module, plan, domain),
      commit: committing(module, plan, domain, reset),
    };
  });
  for (const [domain, functions] of domains.entries()) {
    for (const [name, index] of Object.entries(functions)) module.export(`${name}${domain}`, index);
  }
  module.export("settle", settle);
  module.export("shared", shared);
  if (isFree(plan)) module.export("cycles", cycling(module, domains, settle, shared));
  return module.encode();
}

interface DomainFunctions {
  readonly failures: number;
  readonly cover: number;
  readonly sample: number;
  readonly commit: number;
}

/** Whether nothing but the one root clock of all domains, and what rises with it, can make an edge or a reset. */
function isFree({ netlist: { nodes, domains } }: Plan): boolean {
  return domains.every(({ clock, edge, reset }) => {
    if (edge !== "rise" || clock !== domains[0].clock || nodes[clock].op !== "clock") return false;
    return reset?.kind !== "async" || nodes[reset.node].op === "input" || nodes[reset.node].op === "const";
  });
}

function cycling(
  module: ModuleEncoder,
  domains: readonly DomainFunctions[],
  settle: number,
  shared: number,
): number {
  const left = 0;
  return module.add(
    (code) => {
      code.get(left).when(() =>
        code.repeat(() => {
          code.i32(0);
          for (const { failures } of domains) code.call(failures).op("i32.or");
          code.when(() => code.get(left).op("return"));
          for (const { cover } of domains) code.call(cover);
          for (const { sample } of domains) code.call(sample);
          code.call(shared);
          for (const { commit } of domains) code.call(commit);
          code.call(settle);
          code.get(left).i32(1).op("i32.sub").tee(left);
        }),
      );
      code.i32(0);
    },
    { parameters: ["i32"], results: ["i32"] },
  );
}

/** A function that calls others in turn, by way of functions of bounded size. */
function caller(module: ModuleEncoder, calls: readonly ((code: Code) => void)[]): number {
  let level = calls;
  while (level.length > CALLS_A_FUNCTION) {
    level = chunks(level, CALLS_A_FUNCTION).map((some) => {
      const index = module.add((code) => {
        for (const call of some) call(code);
      });
      return (code) => code.call(index);
    });
  }
  return module.add((code) => {
    for (const call of level) call(code);
  });
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  const made: T[][] = [];
  for (let at = 0; at < list.length; at += size) made.push(list.slice(at, at + size));
  return made;
}

/** Regions in functions of bounded cost; those of one block of flags are called if any of its flags is set. */
function settling(module: ModuleEncoder, plan: Plan): number {
  const { regions, layout } = plan;
  const blocks: ((code: Code) => void)[] = [];
  for (let first = 0; first < regions.count; first += FLAG_BLOCK) {
    const block = Array.from({ length: Math.min(FLAG_BLOCK, regions.count - first) }, (_, i) => first + i);
    const functions = grouped(block, COST_A_FUNCTION, (region) => regionCost(plan, region)).map((some) =>
      module.add((code) => {
        for (const region of some) emitRegion(code, plan, region);
      }),
    );
    blocks.push((code) => {
      code.load("v128.load", layout.flags + first).op("v128.any_true");
      code.when(() => {
        for (const index of functions) code.call(index);
      });
    });
  }
  return caller(module, blocks);
}

function regionCost({ netlist, regions }: Plan, region: number): number {
  let sum = 0;
  for (let i = regions.starts[region]; i < regions.starts[region + 1]; i++)
    sum += cost(netlist.nodes[regions.nodes[i]]);
  return sum;
}

/** Neighbours together, as long as their sizes do not add up to more than `room`. */
function grouped<T>(list: readonly T[], room: number, sizeOf: (item: T) => number): T[][] {
  const groups: T[][] = [];
  let left = 0;
  for (const item of list) {
    const size = sizeOf(item);
    if (groups.length === 0 || size > left) {
      groups.push([]);
      left = room;
    }
    left -= size;
    groups.at(-1)!.push(item);
  }
  return groups;
}

function sampling(module: ModuleEncoder, plan: Plan, domain: DomainId): number {
  const { netlist, layout, updates } = plan;
  const aside = new Set<NodeId>();
  const ports: number[] = [];
  const { reset } = netlist.domains[domain];
  if (reset) aside.add(reset.node);
  for (const [i, update] of updates.all.entries()) {
    if (update.domain === domain) for (const node of updates.shadows[i]) aside.add(node);
    if (update.kind !== "memory" || update.domain !== undefined) continue;
    const { reads, writes } = netlist.memories[update.memory];
    for (const port of [...reads, ...writes]) {
      if (port.domain !== domain) continue;
      ports.push(layout.active.get(port)!);
      const operands = "data" in port ? [port.data, port.mask] : [];
      for (const node of [port.address, port.enable, ...operands]) if (node !== undefined) aside.add(node);
    }
  }
  const copies = [...aside].filter((node) => layout.shadows.has(node));
  return module.add((code) => {
    for (const port of ports) code.store("i32.store8", port, () => code.i32(1));
    for (const node of copies)
      copy(code, netlist.nodes[node].width, layout.values[node], layout.shadows.get(node)!);
  });
}

function copy(code: Code, width: number, from: number, to: number): void {
  const type = width <= 32 ? "i32" : width <= 64 ? "i64" : "v128";
  for (let done = 0; done < width; done += 128) {
    code.store(`${type}.store`, to + done / 8, () => code.load(`${type}.load`, from + done / 8));
  }
}

function sharing(module: ModuleEncoder, plan: Plan): number {
  const { layout } = plan;
  const calls: ((code: Code) => void)[] = [];
  for (const [i, update] of plan.updates.all.entries()) {
    if (update.kind !== "memory" || update.domain !== undefined) continue;
    const index = module.add((code) => {
      emitMemory(code, plan, update, i, layout.active);
      const { reads, writes } = plan.netlist.memories[update.memory];
      for (const port of [...reads, ...writes])
        code.store("i32.store8", layout.active.get(port)!, () => code.i32(0));
    });
    calls.push((code) => code.call(index));
  }
  return caller(module, calls);
}

function committing(module: ModuleEncoder, plan: Plan, domain: DomainId, reset: number): number {
  const calls: ((code: Code) => void)[] = [];
  const mine = [...plan.updates.all.entries()].filter(([, update]) => update.domain === domain);
  const functions = grouped(mine, UPDATES_A_FUNCTION, ([, update]) =>
    update.kind === "registers" ? update.registers.length : UPDATES_A_FUNCTION / 4,
  );
  for (const some of functions) {
    const index = module.add((code) => {
      pushReset(code, plan, domain);
      const inReset = code.keep("i32");
      for (const [i, update] of some) {
        if (update.kind === "registers") emitRegisters(code, plan, update, i, inReset);
        else emitMemory(code, plan, update, i);
      }
    });
    calls.push((code) => code.call(index));
  }
  // Last, for until then registers without a value under reset may read those that have one.
  calls.push((code) => {
    pushReset(code, plan, domain);
    code.when(() => code.call(reset));
  });
  return caller(module, calls);
}

function resetting(module: ModuleEncoder, plan: Plan, domain: DomainId): number {
  const { layout, updates, wiring } = plan;
  const registers: number[] = [];
  const flags: number[] = [];
  for (const [i, update] of updates.all.entries()) {
    if (update.kind !== "registers" || update.domain !== domain || !update.resets) continue;
    flags.push(wiring.updateFlag(i));
    registers.push(...update.registers);
  }
  const calls = chunks(registers, UPDATES_A_FUNCTION).map((some) => {
    const index = module.add((code) => {
      for (const register of some) emitReset(code, plan, register);
    });
    return (code: Code) => code.call(index);
  });
  const waking = chunks(flags, CALLS_A_FUNCTION).map((some) => {
    const index = module.add((code) => {
      for (const flag of some) code.store("i32.store8", layout.flags + flag, () => code.i32(1));
    });
    return (code: Code) => code.call(index);
  });
  return caller(module, [...calls, ...waking]);
}
