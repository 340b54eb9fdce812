import { expansion } from "./aes/expansion.ts";
import { hex } from "./bytes.ts";

/** AES keys and all their round keys, by name. */
export function withRoundKeys(keys: Readonly<Record<string, Uint8Array>>): Record<string, Uint8Array> {
  const secrets: Record<string, Uint8Array> = { ...keys };
  for (const [name, key] of Object.entries(keys)) {
    for (const [round, roundKey] of expansion(key).entries()) secrets[`${name} of round ${round}`] = roundKey;
  }
  return secrets;
}

/** The names of the secrets that the text holds, whole or one half of. */
export function found(text: string, secrets: Readonly<Record<string, Uint8Array>>): string[] {
  const lower = text.toLowerCase();
  return Object.keys(secrets).filter((name) => {
    const secret = secrets[name];
    const half = secret.length / 2;
    return [secret, secret.subarray(0, half), secret.subarray(half)]
      .flatMap(forms)
      .some((form) => lower.includes(form));
  });
}

/** How a secret might show: in hex or binary, byte 0 first or last, without the zeros that begin it. */
function forms(secret: Uint8Array): string[] {
  return [secret, secret.toReversed()].flatMap((each) => {
    const digits = hex(each).replace(/^0+/, "");
    return [digits, BigInt(`0x${digits}`).toString(2)];
  });
}
