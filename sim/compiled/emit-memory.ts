import type { NodeId, ReadPort, WritePort } from "../netlist/netlist.ts";
import { mark, type Plan, storedForms } from "./context.ts";
import { readersOf } from "./emit-registers.ts";
import { fetch, pushIndex } from "./find.ts";
import { type Bits, type Forms, isWide } from "./forms.ts";
import type { Lowering } from "./lowering.ts";
import type { MemoryUpdate } from "./updates.ts";
import type { Code, Local } from "./wasm/code.ts";
import { memorySource } from "./wiring.ts";

/** What a port does at this edge: whether it is enabled, and the word. */
interface Access {
  readonly enabled: Local;
  readonly word: Local;
}

/**
 * All ports of a memory: reads that see the old words, writes in the order of the ports, reads that see the new ones.
 * `active` gives, for a memory of several domains, a port's address of a byte that says whether the port has an edge.
 */
export function emitMemory(
  code: Code,
  plan: Plan,
  update: MemoryUpdate,
  index: number,
  active?: ReadonlyMap<ReadPort | WritePort, number>,
): void {
  const { netlist, layout, wiring, updates } = plan;
  const memory = netlist.memories[update.memory];
  const store = layout.memories[update.memory];
  const flag = layout.flags + wiring.updateFlag(index);
  const isGated = updates.shadows[index].length === 0 && !active;
  if (isGated) code.load("i32.load8_u", flag);
  else code.i32(1);
  code.when(() => {
    if (isGated) code.store("i32.store8", flag, () => code.i32(0));
    const forms = storedForms(code, plan, new Set(updates.shadows[index]));
    const to: Lowering = {
      code,
      netlist,
      forms,
      stored: (node) => layout.values[node],
      isInside: () => false,
      cell: () => -1,
      table: (table) => layout.tables[table],
      memory: (id) => layout.memories[id],
    };
    const whole = (node: NodeId): readonly Bits[] => forms.parts(node, 0, netlist.nodes[node].width);
    const access = (port: ReadPort | WritePort): Access => {
      pushIndex(to, port.address, 0, netlist.nodes[port.address].width, store.depth);
      const word = code.keep("i32");
      if (port.enable === undefined) code.i32(1);
      else code.get(forms.scalar(port.enable));
      if (active) code.load("i32.load8_u", active.get(port)!).op("i32.and");
      return { word, enabled: code.keep("i32") };
    };
    const writes = memory.writes.map((port) => {
      const { word, enabled } = access(port);
      code.get(enabled).get(word).i32(store.depth).op("i32.lt_u", "i32.and");
      return {
        port,
        word,
        enabled: code.keep("i32"),
        data: whole(port.data),
        mask: expand(code, forms, plan, port),
      };
    });
    const reads = memory.reads.map((port) => ({ port, ...access(port) }));
    const see = ({ word }: Access): Bits[] => {
      code.get(word);
      return fetch(to, store);
    };
    const early = reads.map((read) => {
      if (read.port.collision === "new") return undefined;
      const seen = see(read);
      if (read.port.collision === "old" || writes.length === 0) return seen;
      code.i32(0);
      for (const write of writes)
        code.get(write.enabled, write.word, read.word).op("i32.eq", "i32.and", "i32.or");
      const clash = code.keep("i32");
      return seen.map(({ local, type, width }) => {
        code.scalar(type, 0n).get(local, clash).op("select");
        return { local: code.keep(type), type, width };
      });
    });
    for (const { enabled, word, data, mask } of writes) {
      code.get(enabled).when(() => {
        code.get(word);
        const old = fetch(to, store);
        const value = mask ? merged(code, old, data, mask) : data;
        if (isGated) code.store("i32.store8", flag, () => code.i32(1));
        pushDiffers(code, old, value);
        code.when(() => {
          put(code, store.base, store.stride, word, value);
          mark(code, plan, wiring.regionsOf(memorySource(netlist, update.memory)));
        });
      });
    }
    for (const [i, read] of reads.entries()) {
      const value = early[i] ?? see(read);
      const address = layout.values[read.port.node];
      code.get(read.enabled).when(() => {
        const bytes = isWide(memory.width) ? 8 : 0;
        const old = value.map(({ type, width }, k) => {
          code.load(`${type}.load`, address + bytes * k);
          return { local: code.keep(type), type, width };
        });
        pushDiffers(code, old, value);
        code.when(() => {
          for (const [k, { type, local }] of value.entries()) {
            code.store(`${type}.store`, address + bytes * k, () => code.get(local));
          }
          mark(code, plan, readersOf(plan, [read.port.node]));
        });
      });
    }
  });
}

/** A write mask with a bit for every bit of the word. */
function expand(
  code: Code,
  forms: Forms,
  { netlist }: Plan,
  { mask: node, data }: WritePort,
): readonly Bits[] | undefined {
  if (node === undefined) return undefined;
  const { width } = netlist.nodes[data];
  const lanes = netlist.nodes[node].width;
  const each = width / lanes;
  const parts: Bits[] = [];
  for (let lane = 0; lane < lanes; lane++) {
    forms.pushField(node, lane, 1, "i64");
    const bit = code.keep("i64");
    for (let done = 0; done < each; done += 64) {
      const size = Math.min(64, each - done);
      code.i64(0n).get(bit).op("i64.sub");
      if (size < 64) code.i64((1n << BigInt(size)) - 1n).op("i64.and");
      parts.push({ local: code.keep("i64"), type: "i64", width: size });
    }
  }
  const type = width <= 32 ? "i32" : "i64";
  return forms.gather(parts).map((local, i) => ({ local, type, width: Math.min(64, width - 64 * i) }));
}

function merged(code: Code, old: readonly Bits[], data: readonly Bits[], mask: readonly Bits[]): Bits[] {
  return old.map(({ local, type, width }, i) => {
    code.get(local, data[i].local).op(`${type}.xor`).get(mask[i].local).op(`${type}.and`);
    code.get(local).op(`${type}.xor`);
    return { local: code.keep(type), type, width };
  });
}

function pushDiffers(code: Code, a: readonly Bits[], b: readonly Bits[]): void {
  for (const [i, { local, type }] of a.entries()) {
    code.get(local, b[i].local).op(`${type}.ne`);
    if (i > 0) code.op("i32.or");
  }
}

function put(code: Code, base: number, stride: number, word: Local, value: readonly Bits[]): void {
  for (const [i, { local, type }] of value.entries()) {
    code.get(word);
    if (stride > 1) code.i32(stride).op("i32.mul");
    code.get(local);
    const opcode = stride === 1 ? "i32.store8" : stride === 2 ? "i32.store16" : (`${type}.store` as const);
    code.access(opcode, base + 8 * i);
  }
}
