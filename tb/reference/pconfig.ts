import type { Platform } from "../../rtl/config/platform.ts";
import type { KeyPair } from "./msr.ts";

/** One execution of PCONFIG, with the fields of its structure. */
export interface PconfigCommand {
  readonly leaf: number;
  readonly cpl: number;
  readonly seam: boolean;
  readonly addressLow: number;
  readonly readable: boolean;
  readonly keyId: number;
  readonly control: number;
  readonly reserved: bigint;
  readonly keyField1: bigint;
  readonly keyField2: bigint;
}

/** What IA32_TME_ACTIVATE holds. */
export interface PconfigActivation {
  readonly active: boolean;
  readonly keyIdBits: number;
  readonly tdxKeyIdBits: number;
  readonly algorithms: number;
}

/** The state of the package. */
export interface PconfigWorld {
  readonly isLocked: boolean;
  readonly entropy: KeyPair | undefined;
  readonly takes: boolean;
}

export type PconfigAnswer =
  | { readonly fault: "ud" | "gp" | "pf" }
  | { readonly code: 1 | 2 | 3 | 4 | 5 }
  | { readonly code: 0; readonly entry: PconfigEntry };

export interface PconfigEntry extends KeyPair {
  readonly keyId: number;
  readonly mode: "tme" | "key" | "none";
  readonly algorithm: number;
}

const GP = { fault: "gp" } as const;

/** MKTME_KEY_PROGRAM, check after check. */
export function pconfig(
  platform: Platform,
  activation: PconfigActivation,
  command: PconfigCommand,
  world: PconfigWorld,
): PconfigAnswer {
  if (command.cpl > 0 || platform.maxKeyIdBits === 0) return { fault: "ud" };
  if (command.leaf !== 0) return GP;
  if (!activation.active || activation.keyIdBits === 0) return GP;
  if (command.addressLow !== 0) return GP;
  if (!command.readable) return { fault: "pf" };
  const refusal =
    platform.pconfigRev === "1.3"
      ? refusalOfRev13(platform, activation, command)
      : refusalOfSdm(platform, activation, command);
  if (refusal) return refusal;
  if (world.isLocked) return { code: 5 };
  return execute(command, world);
}

function refusalOfRev13(
  { maxKeys }: Platform,
  { keyIdBits, algorithms }: PconfigActivation,
  command: PconfigCommand,
): PconfigAnswer | undefined {
  if (command.reserved !== 0n) return GP;
  if (command.control >>> 24 !== 0) return GP;
  const chosen = algorithmsOf(command);
  const above = (bytes: number) =>
    command.keyField1 >> BigInt(8 * bytes) !== 0n || command.keyField2 >> BigInt(8 * bytes) !== 0n;
  if (chosen & 0b0011 && above(16)) return GP;
  if (chosen & 0b1100 && above(32)) return GP;
  if (codeOf(command) > 3) return { code: 1 };
  if (command.keyId === 0 || command.keyId > 2 ** keyIdBits - 1 || command.keyId > maxKeys)
    return { code: 3 };
  if (!isOneOf(chosen, algorithms)) return { code: 4 };
  return undefined;
}

function refusalOfSdm(
  { maxKeys }: Platform,
  { keyIdBits, tdxKeyIdBits, algorithms }: PconfigActivation,
  command: PconfigCommand,
): PconfigAnswer | undefined {
  if (command.control >>> 24 !== 0) return GP;
  if (codeOf(command) > 3) return GP;
  if (command.keyId === 0 || command.keyId > maxKeys) return GP;
  if (command.keyId >= 2 ** keyIdBits) return GP;
  if (!command.seam && command.keyId >= 2 ** (keyIdBits - tdxKeyIdBits)) return GP;
  if (!isOneOf(algorithmsOf(command), algorithms)) return GP;
  return undefined;
}

function execute(command: PconfigCommand, world: PconfigWorld): PconfigAnswer {
  const algorithm = Math.log2(algorithmsOf(command));
  const length = algorithm < 2 ? 128 : 256;
  const cut = (key: bigint) => BigInt.asUintN(length, key);
  const code = codeOf(command);
  let key: KeyPair = { dataKey: 0n, tweakKey: 0n };
  if (code === 0) key = { dataKey: cut(command.keyField1), tweakKey: cut(command.keyField2) };
  if (code === 1) {
    if (!world.entropy) return { code: 2 };
    const { dataKey, tweakKey } = world.entropy;
    key = { dataKey: cut(dataKey ^ command.keyField1), tweakKey: cut(tweakKey ^ command.keyField2) };
  }
  if (!world.takes) return { code: 5 };
  const mode = code === 2 ? "tme" : code === 3 ? "none" : "key";
  return { code: 0, entry: { keyId: command.keyId, mode, algorithm, ...key } };
}

const codeOf = ({ control }: PconfigCommand): number => control & 0xff;
const algorithmsOf = ({ control }: PconfigCommand): number => (control >>> 8) & 0xffff;
const isOneOf = (chosen: number, offered: number): boolean =>
  Number.isInteger(Math.log2(chosen)) && (chosen & offered) !== 0;
