import type { Netlist, SignalId } from "../netlist/netlist.ts";
import { delayClocks } from "./derived-clocks.ts";
import { ModularDesign, type Renamed, type TopPort } from "./design.ts";
import { hints } from "./hints.ts";
import { type Around, moduleText } from "./module-text.ts";
import { Modules } from "./modules.ts";
import { placesIn } from "./places.ts";
import { foldViews } from "./views.ts";

/** A design as SystemVerilog. */
export interface SystemVerilog {
  /** Name of the top module. */
  readonly top: string;
  /** Packages and modules in the order in which tools read them, each before what uses it. */
  readonly files: readonly VerilogFile[];
  /** Names of `files`, a line each, for `-f` of Icarus and Verilator. */
  readonly filelist: VerilogFile;
  /** The ports of the top module, as they stand there. */
  readonly ports: readonly TopPort[];
  /** Names that could not stay what they are in the design. */
  readonly renamed: readonly Renamed[];
  /** The variable of a signal, from inside the top module: `front.queue.up_valid`. */
  readonly pathOf: (signal: SignalId) => string;
}

export interface VerilogFile {
  readonly name: string;
  readonly text: string;
}

export interface SystemVerilogOptions {
  /**
   * What an unknown reset, write enable, read enable or write address does in a four-state simulator. `idiom` (unless
   * given): what the forms do that every tool knows. `exact`: what the engines do (docs/values.md), in more words.
   */
  readonly unknowns?: "idiom" | "exact";
  /** Places in comments are relative to this folder; the working directory unless given. */
  readonly root?: string;
}

/**
 * A design as readable SystemVerilog (IEEE 1800-2017), for simulators and synthesis: one module a module of the design,
 * one file a module. Takes the netlist as `elaborate` gives it. What each part of a design becomes, and why, is in
 * docs/export.md.
 */
export function systemVerilog(elaborated: Netlist, options: SystemVerilogOptions = {}): SystemVerilog {
  const { netlist, delayed } = delayClocks(foldViews(elaborated));
  const design = new ModularDesign(netlist);
  const { hierarchy, members } = design;
  defineAll(design);

  const modules = new Modules(members.name);
  const around: Around = {
    netsOf: (unit) => design.netsOf(unit),
    moduleOf: (unit) => modules.nameOf(unit),
    place: placesIn(netlist, options.root ?? process.cwd()),
    delayed,
    isExact: options.unknowns === "exact",
  };
  const written: VerilogFile[] = [];
  const renamed: Renamed[] = [];
  for (const unit of hierarchy.bottomUp()) {
    const { before, after } = moduleText(design.netsOf(unit), around);
    const { module } = netlist.scopes[unit.scope];
    const where = around.place(hierarchy.placeOf(unit));
    const header = `// ${module}${where && `, ${where}`}\n${before}`;
    const name = modules.add(unit, module, header + after);
    if (name === undefined) continue;
    written.push({ name: `${name}.sv`, text: `${header}module ${name} ${after}` });
    renamed.push(...design.renamedIn(unit));
  }
  const top = modules.nameOf(hierarchy.top);
  const text = members.text();
  const files = [...(text ? [{ name: `${members.name}.sv`, text }] : []), ...written];
  const filelist = { name: `${top}.f`, text: files.map(({ name }) => `${name}\n`).join("") };
  renamed.unshift(...modules.renamed);
  return { top, files, filelist, ports: design.ports(), renamed, pathOf: (signal) => design.pathOf(signal) };
}

/** Gives every node its name or its expression, operands before what reads them. */
function defineAll(design: ModularDesign): void {
  const { netlist, hierarchy, usage, order } = design;
  const hint = hints(design, order, (unit) => design.netsOf(unit));
  for (const [id, { op }] of netlist.nodes.entries()) {
    if (!usage.live[id]) continue;
    const nets = design.netsOf(hierarchy.home(id));
    if (op === "register" || op === "readport" || op === "gate" || op === "divide")
      nets.declare(id, hint[id]);
    if (op === "const" && usage.named[id]) nets.define(id, hint[id]);
  }
  for (const id of order) if (usage.live[id]) design.netsOf(hierarchy.home(id)).define(id, hint[id]);
}
