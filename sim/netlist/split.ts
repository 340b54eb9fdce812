import type { Netlist } from "./netlist.ts";
export function split(netlist: Netlist): Netlist {
  return netlist;
}
