import { type Netlist, type SignalId, scopePath, signalPath } from "../netlist/netlist.ts";
import { levelOrder } from "../netlist/order.ts";
import { delayClocks } from "./derived-clocks.ts";
import { Hierarchy, type Unit } from "./hierarchy.ts";
import { hints } from "./hints.ts";
import { Members } from "./members.ts";
import { type Around, moduleText } from "./module-text.ts";
import { Names, type Why } from "./names.ts";
import { type Design, Nets } from "./nets.ts";
import { placesIn } from "./places.ts";
import { Usage } from "./usage.ts";
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
  readonly ports: readonly VerilogPort[];
  /** Names that could not stay what they are in the design. */
  readonly renamed: readonly Renamed[];
  /** The variable of a signal, from inside the top module: `front.queue.up_valid`. */
  readonly pathOf: (signal: SignalId) => string;
}

export interface VerilogFile {
  readonly name: string;
  readonly text: string;
}

export interface VerilogPort {
  /** In SystemVerilog: `up_payload_tag` for `up.payload.tag`. */
  readonly name: string;
  readonly direction: "input" | "output";
  /** Bits. */
  readonly width: number;
  readonly signal: SignalId;
  readonly kind: "clock" | "reset" | "data";
}

export interface Renamed {
  /** Path in the design. */
  readonly from: string;
  /** Name in SystemVerilog. */
  readonly to: string;
  readonly why: Why;
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
  const { order } = levelOrder(netlist);
  const hierarchy = new Hierarchy(netlist);
  const usage = new Usage(netlist, hierarchy, order);
  const members = new Members(netlist, `${netlist.scopes[0].module}_pkg`);
  const design: Design = { netlist, hierarchy, usage, members };
  const nets = new Map(hierarchy.units.map((unit) => [unit, new Nets(design, unit)]));
  const netsOf = (unit: Unit): Nets => nets.get(unit) as Nets;
  defineAll(design, order, netsOf);

  const modules = new Modules(members.name);
  const around: Around = {
    netsOf,
    moduleOf: (unit) => modules.nameOf(unit),
    place: placesIn(netlist, options.root ?? process.cwd()),
    delayed,
    isExact: options.unknowns === "exact",
  };
  const renamed: Renamed[] = [];
  for (const unit of [...hierarchy.units].reverse()) {
    const { before, after } = moduleText(netsOf(unit), around);
    const { module, place } = netlist.scopes[unit.scope];
    const where = around.place(place);
    const header = `// ${module}${where && `, ${where}`}\n${before}`;
    if (!modules.add(unit, module, header, after)) continue;
    for (const { wanted, name, why, signal } of netsOf(unit).renamed) {
      const path =
        signal === undefined ? `${scopePath(netlist, unit.scope)}.${wanted}` : signalPath(netlist, signal);
      renamed.push({ from: path, to: name, why });
    }
  }
  const pathOf = (signal: SignalId): string => {
    let unit = hierarchy.unitOf(netlist.signals[signal].scope);
    const path = [netsOf(unit).signal(signal)];
    for (; unit.parent; unit = unit.parent) path.unshift(netsOf(unit.parent).instances.get(unit) as string);
    return path.join(".");
  };
  const top = modules.nameOf(hierarchy.top);
  const text = members.text();
  const files = [...(text ? [{ name: `${members.name}.sv`, text }] : []), ...modules.files];
  const filelist = { name: `${top}.f`, text: files.map(({ name }) => `${name}\n`).join("") };
  return {
    top,
    files,
    filelist,
    ports: topPorts(design, netsOf(hierarchy.top)),
    renamed: [...modules.renamed, ...renamed],
    pathOf,
  };
}

/** Gives every node its name or its expression, operands before what reads them. */
function defineAll(design: Design, order: Int32Array, netsOf: (unit: Unit) => Nets): void {
  const { netlist, hierarchy, usage } = design;
  const hint = hints(design, order, netsOf);
  for (const [id, { op }] of netlist.nodes.entries()) {
    if (!usage.live[id]) continue;
    const nets = netsOf(hierarchy.home(id));
    if (op === "register" || op === "readport" || op === "gate" || op === "divide")
      nets.declare(id, hint[id]);
    if (op === "const" && usage.named[id]) nets.define(id, hint[id]);
  }
  for (const id of order) if (usage.live[id]) netsOf(hierarchy.home(id)).define(id, hint[id]);
}

function topPorts({ netlist, hierarchy }: Design, nets: Nets): VerilogPort[] {
  return hierarchy.top.ports.flatMap(({ signal, direction, node }) => {
    if (signal === undefined) return [];
    const { kind } = netlist.signals[signal];
    const { width } = netlist.nodes[node];
    return [
      {
        name: nets.signal(signal),
        direction,
        width,
        signal,
        kind: kind === "clock" || kind === "reset" ? kind : "data",
      },
    ];
  });
}

/** The modules written so far. Instances of one text are instances of one module. */
class Modules {
  readonly files: VerilogFile[] = [];
  readonly renamed: Renamed[] = [];
  readonly #names = new Names({ fileNames: true });
  readonly #byText = new Map<string, string>();
  readonly #nameOf = new Map<Unit, string>();

  /** `taken`: a name that no module may have. */
  constructor(taken: string) {
    this.#names.take(taken);
  }

  nameOf(unit: Unit): string {
    return this.#nameOf.get(unit) as string;
  }

  /** Whether the text is a new one. */
  add(unit: Unit, module: string, before: string, after: string): boolean {
    const key = `${before}module ${module} ${after}`;
    const known = this.#byText.get(key);
    const name = known ?? this.#names.take(module);
    this.#nameOf.set(unit, name);
    if (known !== undefined) return false;
    this.#byText.set(key, name);
    this.files.push({ name: `${name}.sv`, text: `${before}module ${name} ${after}` });
    return true;
  }
}
