/** Bytes from hex digits, and back, in the order in which the standards print them. Blanks between digits are skipped. */
export const bytes = (digits: string): Uint8Array =>
  new Uint8Array(Buffer.from(digits.replace(/\s/g, ""), "hex"));

export const hex = (data: Uint8Array): string => Buffer.from(data).toString("hex");
