import { connect, flip, In, module, pipeline, stream, u } from "../../sim/hdl/index.ts";
import { readRequest } from "../bus/lines.ts";
import { ADDRESS_BITS } from "../xts/tweak.ts";
import { splitAddress } from "./address.ts";
import { keyQuery, rowBits } from "./key-query.ts";
import { isExcluded } from "./range-check.ts";

/** What the engine reads of its configuration: levels that change only while it is idle. */
export const addressConfig = {
  keyIdBits: In(4),
  excludeEnable: In(1),
  excludeMask: In(ADDRESS_BITS),
  excludeBase: In(ADDRESS_BITS),
};

/** The same, and whether there is a TME key, and whether keyID 0 goes past it. */
export const engineLevels = { enabled: In(1), bypass: In(1), ...addressConfig };

export interface LookupOptions {
  /** MAXPHYADDR: bits of a physical address with its keyID, 16 to 52. */
  readonly physicalBits: number;
  readonly slots: number;
  readonly slotBits: number;
}

/**
 * From an address to a treatment in two cycles: the keyID is split off and the range checked, then the CAM answers.
 * One request a cycle.
 */
export const Lookup = ({ physicalBits, slots, slotBits }: LookupOptions) =>
  module(
    "Lookup",
    {
      up: flip(readRequest(slotBits)),
      down: stream({
        physical: ADDRESS_BITS,
        slot: u(slotBits),
        encrypt: 1,
        row: u(rowBits(slots)),
        refused: 1,
      }),
      config: addressConfig,
      query: keyQuery(slots),
    },
    ({ up, down, config, query }) => {
      const split = pipeline(up).stage("split", ({ address, slot }) => {
        const { keyId, physical } = splitAddress(address, config.keyIdBits, physicalBits);
        return { keyId, physical, slot, excluded: isExcluded(config, keyId, physical) };
      });
      query.asks.drive(split.stages[0].valid);
      split
        .stage("lookup", ({ keyId, physical, slot, excluded }) => {
          connect({ keyId: query.keyId, excluded: query.excluded }, { keyId, excluded });
          const { encrypt, row, refused } = query;
          return { physical, slot, encrypt, row, refused };
        })
        .into(down);
    },
  );
