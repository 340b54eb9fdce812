import fc from "fast-check";

/** So many random bytes. */
export const array = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

/** Distinct random keys of so many bytes: OpenSSL's XTS refuses equal ones. */
export const keys = (bytes: number, count: number) =>
  fc.uniqueArray(array(bytes), {
    minLength: count,
    maxLength: count,
    selector: (key) => Buffer.from(key).toString("hex"),
  });
