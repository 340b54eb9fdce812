import { relative } from "node:path";
import type { Netlist, SignalId } from "../netlist/netlist.ts";
import { scopePath, signalPath } from "../netlist/netlist.ts";
import type { PlaceId } from "../netlist/node.ts";
import { levelOrder } from "../netlist/order.ts";
import { sourcePlace } from "../netlist/place.ts";
import { delayClocks } from "./derived-clocks.ts";
import { Hierarchy, type Unit } from "./hierarchy.ts";
import { moduleText } from "./module-text.ts";
import { Names, type Why } from "./names.ts";
import { Nets } from "./nets.ts";
import { Usage } from "./usage.ts";

/** A design as SystemVerilog. */
export interface SystemVerilog {
  /** Name of the top module. */
  readonly top: string;
  /** Packages and modules in the order in which tools read them, each used one before its user. */
  readonly files: readonly VerilogFile[];
  /** The file list, `-f` of Icarus and Verilator: names of `files`, a line each. */
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
  /** In SystemVerilog; `up_payload_tag` for `up.payload.tag`. */
  readonly name: string;
  readonly direction: "input" | "output";
  readonly width: number;
  readonly signal: SignalId;
  readonly kind: "clock" | "reset" | "data";
}

export interface Renamed {
  /** Path in the design. */
  readonly from: string;
  /** Name in SystemVerilog. */
  readonly to: string;
  /** `keyword`: reserved there; `clash`: taken in its name space; `case`: files that differ in case only. */
  readonly why: Why;
}

export interface SystemVerilogOptions {
  /** Places in comments are relative to this folder; the working directory unless given. */
  readonly root?: string;
}

/**
 * A design as readable SystemVerilog (IEEE 1800-2017), for Icarus, Verilator, Yosys and vendors' tools: one module a
 * module of the design and one file a module. Takes the netlist as `elaborate` gives it. The text depends on the design
 * only. What the four-state values of the text are is in docs/export.md.
 */
export function systemVerilog(netlist: Netlist, options: SystemVerilogOptions = {}): SystemVerilog {
  const { netlist: design, delayed } = delayClocks(netlist);
  const hierarchy = new Hierarchy(design);
  const usage = new Usage(design, hierarchy);
  const nets = new Map<Unit, Nets>();
  for (const unit of hierarchy.units) nets.set(unit, new Nets(design, hierarchy, unit, usage));
  const netsOf = (unit: Unit): Nets => nets.get(unit) as Nets;
  for (const [id, { op }] of design.nodes.entries()) {
    if (!usage.live[id]) continue;
    if (op === "register" || op === "readport" || op === "gate" || op === "divide")
      netsOf(hierarchy.home(id)).declare(id);
    if (op === "const" && usage.named[id]) netsOf(hierarchy.home(id)).define(id);
  }
  for (const id of levelOrder(design).order) if (usage.live[id]) netsOf(hierarchy.home(id)).define(id);

  const place = places(netlist, options.root ?? process.cwd());
  const names = new Names({ fileNames: true });
  const modules = new Map<string, string>();
  const moduleOf = new Map<Unit, string>();
  const files: VerilogFile[] = [];
  const renamed: Renamed[] = [];
  const around = { nets: netsOf, moduleOf: (unit: Unit) => moduleOf.get(unit) as string, place, delayed };
  for (const unit of [...hierarchy.units].reverse()) {
    const { module, place: line } = design.scopes[unit.scope];
    const text = moduleText(netsOf(unit), around);
    const key = `${module} ${text}`;
    let name = modules.get(key);
    if (name === undefined) {
      name = names.take(module);
      modules.set(key, name);
      const where = place(line);
      files.push({
        name: `${name}.sv`,
        text: `${where ? `// ${module}: ${where}\n` : ""}module ${name} ${text}`,
      });
      for (const { wanted, name: to, why, signal } of netsOf(unit).renamed) {
        const from =
          signal === undefined ? `${scopePath(design, unit.scope)}.${wanted}` : signalPath(design, signal);
        renamed.push({ from, to, why });
      }
    }
    moduleOf.set(unit, name);
  }
  const top = around.moduleOf(hierarchy.top);
  const topNets = netsOf(hierarchy.top);
  const ports = hierarchy.top.ports.flatMap(({ signal, direction, node }) => {
    if (signal === undefined) return [];
    const { kind } = design.signals[signal];
    const role = kind === "clock" || kind === "reset" ? kind : ("data" as const);
    return [
      { name: topNets.signalName(signal), direction, width: design.nodes[node].width, signal, kind: role },
    ];
  });
  const filelist = { name: `${top}.f`, text: files.map(({ name }) => `${name}\n`).join("") };
  const pathOf = (signal: SignalId): string => {
    let unit = hierarchy.unitOf(design.signals[signal].scope);
    const path = [netsOf(unit).signalName(signal)];
    for (; unit.parent; unit = unit.parent)
      path.unshift(netsOf(unit.parent).instanceNames.get(unit) as string);
    return path.join(".");
  };
  return { top, files, filelist, ports, renamed, pathOf };
}

/** `rtl/bus/fifo.ts:33`, never an absolute path: files outside the root by their name. */
function places(netlist: Netlist, root: string): (place: PlaceId) => string {
  const known = new Map<PlaceId, string>();
  return (id) => {
    let text = known.get(id);
    if (text === undefined) {
      const { file, line } = sourcePlace(netlist.places[id]);
      const path = relative(root, file);
      text = line === 0 ? "" : `${path.startsWith("..") ? file.split("/").at(-1) : path}:${line}`;
      known.set(id, text);
    }
    return text;
  };
}
