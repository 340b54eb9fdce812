import { type AlgorithmName, algorithm } from "../../rtl/config/algorithms.ts";
import { keyData } from "../workload/data.ts";
import type { KeyPair } from "./memory-platform.ts";

/** The keys of keyIDs 1 to `tenants`, as they follow from the seed of a run. */
export function tenantKeys(seed: number, tenants: number, name: AlgorithmName): readonly KeyPair[] {
  const { keyBytes } = algorithm(name);
  return Array.from({ length: tenants }, (_, tenant) => {
    const bytes = keyData(seed, tenant + 1);
    return { key1: bytes.slice(0, keyBytes), key2: bytes.slice(keyBytes, 2 * keyBytes) };
  });
}
