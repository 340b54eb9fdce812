import { enable } from "../netlist/enable.ts";
import type { Netlist, SignalId } from "../netlist/netlist.ts";
import { ModularDesign, type Renamed, type TopPort } from "./design.ts";
import type { Unit } from "./hierarchy.ts";
import { Modules } from "./modules.ts";
import { placesIn } from "./places.ts";
import { int, src } from "./yosys/cells.ts";
import { ModuleBuilder, type YosysModule } from "./yosys/module.ts";

/** A design as a netlist that Yosys' `read_json` takes, and tools that draw or place what Yosys writes. */
export interface YosysJson {
  /** Name of the top module. */
  readonly top: string;
  readonly file: { readonly name: string; readonly text: string };
  /** The ports of the top module, as they stand there. */
  readonly ports: readonly TopPort[];
  /** Names that could not stay what they are in the design. */
  readonly renamed: readonly Renamed[];
  /** The name of a signal, from inside the top module: `front.queue.up_valid`. */
  readonly pathOf: (signal: SignalId) => string;
}

export interface YosysJsonOptions {
  /** Places in `src` are relative to this folder; the working directory unless given. */
  readonly root?: string;
}

/**
 * A design in the form of Yosys' `write_json`: one module a module of the design, cells of Yosys' library a word wide,
 * names and places kept. Views of bits are no cells; operators whose lanes are apart are one cell a lane; registers that
 * keep their value unless a condition holds have an enable; assertions and covers stay behind. Takes the netlist as `elaborate` gives it. What each part becomes is in docs/export.md.
 */
export function yosysJson(elaborated: Netlist, options: YosysJsonOptions = {}): YosysJson {
  const netlist = { ...enable(elaborated), checks: [] };
  const design = new ModularDesign(netlist);
  const { hierarchy } = design;
  const place = placesIn(netlist, options.root ?? process.cwd());
  const modules = new Modules();
  const around = { design, place, moduleOf: (unit: Unit) => modules.nameOf(unit) };
  const builders = new Map(hierarchy.units.map((unit) => [unit, new ModuleBuilder(unit, around)]));
  addOperators(design, (unit) => builders.get(unit) as ModuleBuilder);

  const written: string[] = [];
  const renamed: Renamed[] = [];
  for (const [unit, builder] of [...builders].reverse()) {
    const { module, place: at } = netlist.scopes[unit.scope];
    const top = unit === hierarchy.top ? { top: int(1) } : {};
    const text = moduleText({ ...src(place(at)), ...top }, builder.finish());
    const name = modules.add(unit, module, text);
    if (name === undefined) continue;
    written.push(`${JSON.stringify(name)}: ${text}`);
    renamed.push(...design.renamedIn(unit));
  }
  const top = modules.nameOf(hierarchy.top);
  const text = `{\n"creator": "Cipherline",\n"modules": {\n${written.join(",\n")}\n}\n}\n`;
  return {
    top,
    file: { name: `${top}.json`, text },
    ports: design.ports(),
    renamed,
    pathOf: (signal) => design.pathOf(signal),
  };
}

/** Operands before what reads them; the clocks that modules make are there before the first and driven after the last. */
function addOperators(
  { netlist, hierarchy, usage, order }: ModularDesign,
  builderOf: (unit: Unit) => ModuleBuilder,
): void {
  const { nodes } = netlist;
  const clocks = [...nodes.keys()].filter((id) => nodes[id].op === "gate" || nodes[id].op === "divide");
  const live = clocks.filter((id) => usage.live[id]);
  const builder = (id: number) => builderOf(hierarchy.home(id));
  for (const id of live) builder(id).declare(id);
  for (const id of order) if (usage.live[id]) builder(id).addOperator(id);
  for (const id of live) builder(id).addClock(id);
}

/** A line a port, a cell and a name. */
function moduleText(attributes: object, { ports, cells, netnames }: YosysModule): string {
  const rows = (entries: readonly (readonly [string, object])[]): string =>
    entries.map(([name, value]) => `\n${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(",");
  return [
    `{\n"attributes": ${JSON.stringify(attributes)}`,
    `\n"ports": {${rows(ports)}\n}`,
    `\n"cells": {${rows(cells)}\n}`,
    `\n"netnames": {${rows(netnames)}\n}\n}`,
  ].join(",");
}
