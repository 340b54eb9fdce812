import { keyLoads, keyQuery } from "./key-query.ts";
import { addressConfig } from "./lookup.ts";

/** What the read path and the write path have in common beside their lines: configuration, treatment, round keys. */
export const pathPorts = (slots: number) => ({
  config: addressConfig,
  query: keyQuery(slots),
  load: keyLoads(slots),
});
