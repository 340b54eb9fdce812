/** What a module, or all that is in it, is made of. */
export interface Facts {
  /** Cells of Yosys' library by type, a word wide: `$add`. Instances of modules are none. */
  readonly cells: Readonly<Record<string, number>>;
  /** Bits of flip-flops. */
  readonly flops: number;
  /** Bits of memories that something writes, and of those that nothing does. */
  readonly memoryBits: number;
  readonly romBits: number;
  /** AND, XOR and NOT gates and multiplexers of two bits for all that is no flip-flop, memory or ROM; null: not mapped. */
  readonly gates: number | null;
}

export interface ModuleFacts {
  readonly own: Facts;
  /** With all that its instances are made of. */
  readonly total: Facts;
  /** How many instances of other modules it holds, by module. */
  readonly instances: Readonly<Record<string, number>>;
}

/** The modules of a design, by name. */
export type DesignFacts = Readonly<Record<string, ModuleFacts>>;

/** The part of Yosys' JSON that is counted. */
interface YosysDesign {
  readonly modules: Readonly<Record<string, { readonly cells: Readonly<Record<string, Cell>> }>>;
}

interface Cell {
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Counts a netlist in Yosys' JSON, by modules; `gates` are those of each. */
export function factsOf(json: string, top: string, gates?: Readonly<Record<string, number>>): DesignFacts {
  const { modules } = JSON.parse(json) as YosysDesign;
  const own = Object.entries(modules).map(([name, { cells }]) => {
    const [inside, instances] = [[] as Cell[], [] as Cell[]];
    for (const cell of Object.values(cells)) (cell.type in modules ? instances : inside).push(cell);
    const own = { ...ownFacts(inside), gates: gates?.[name] ?? null };
    return [name, { own, instances: typesOf(instances) }] as const;
  });
  return withTotals(new Map(own), top);
}

function ownFacts(cells: readonly Cell[]): Omit<Facts, "gates"> {
  let [flops, memoryBits, romBits] = [0, 0, 0];
  for (const { type, parameters } of cells) {
    const number = (name: string): number => Number.parseInt(parameters[name], 2);
    if (FLOP.test(type)) flops += number("WIDTH");
    if (type !== "$mem_v2") continue;
    const bits = number("SIZE") * number("WIDTH");
    if (number("WR_PORTS") > 0) memoryBits += bits;
    else romBits += bits;
  }
  return { cells: typesOf(cells), flops, memoryBits, romBits };
}

/** `$dff` and its kin with resets and enables. */
const FLOP = /^\$(s|a|al)?dff(sr)?(e|ce)?$/;

function typesOf(cells: readonly Cell[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of cells) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

type Own = Omit<ModuleFacts, "total">;

/** Adds up what is inside: a module is done once all that it holds is. */
function withTotals(modules: ReadonlyMap<string, Own>, top: string): DesignFacts {
  const facts: Record<string, ModuleFacts> = {};
  const waiting = [top];
  for (let name = top; waiting.length > 0; name = waiting[waiting.length - 1]) {
    const { own, instances } = modules.get(name) as Own;
    const missing = Object.keys(instances).filter((inner) => !(inner in facts));
    waiting.push(...missing);
    if (missing.length > 0) continue;
    waiting.pop();
    const held = Object.entries(instances).map(([inner, count]) => times(facts[inner].total, count));
    facts[name] = { own, total: held.reduce(sum, own), instances };
  }
  return facts;
}

/** What `stat -json` says of a design that was mapped to gates: how many of them each module has, by module. */
export function gatesOf(stat: string): Record<string, number> {
  // Yosys 0.23 has a comma behind the last module.
  const { modules } = JSON.parse(stat.replaceAll(/,(?=\s*\})/g, "")) as {
    readonly modules: Readonly<
      Record<string, { readonly num_cells_by_type: Readonly<Record<string, number>> }>
    >;
  };
  const gates = Object.entries(modules).map(([name, { num_cells_by_type: types }]) => {
    const counts = Object.entries(types).filter(([type]) => /^\$_(AND|XOR|MUX|NOT)_$/.test(type));
    return [name.replace(/^\\/, ""), counts.reduce((all, [, count]) => all + count, 0)];
  });
  return Object.fromEntries(gates);
}

function times(facts: Facts, count: number): Facts {
  const cells = Object.entries(facts.cells).map(([type, n]) => [type, n * count]);
  return {
    cells: Object.fromEntries(cells),
    flops: facts.flops * count,
    memoryBits: facts.memoryBits * count,
    romBits: facts.romBits * count,
    gates: facts.gates === null ? null : facts.gates * count,
  };
}

function sum(one: Facts, two: Facts): Facts {
  const cells: Record<string, number> = { ...one.cells };
  for (const [type, count] of Object.entries(two.cells)) cells[type] = (cells[type] ?? 0) + count;
  return {
    cells,
    flops: one.flops + two.flops,
    memoryBits: one.memoryBits + two.memoryBits,
    romBits: one.romBits + two.romBits,
    gates: one.gates === null || two.gates === null ? null : one.gates + two.gates,
  };
}
