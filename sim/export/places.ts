import { relative } from "node:path";
import type { Netlist } from "../netlist/netlist.ts";
import type { PlaceId } from "../netlist/node.ts";
import { sourcePlace } from "../netlist/place.ts";

/** Places as `rtl/bus/fifo.ts:33`, never an absolute path: of files outside `root` the name alone; "" for no place. */
export function placesIn({ places }: Netlist, root: string): (place: PlaceId) => string {
  const known = new Map<PlaceId, string>();
  return (id) => {
    let text = known.get(id);
    if (text === undefined) {
      const { file, line } = sourcePlace(places[id]);
      const path = relative(root, file);
      text = line === 0 ? "" : `${path.startsWith("..") ? path.split("/").at(-1) : path}:${line}`;
      known.set(id, text);
    }
    return text;
  };
}
