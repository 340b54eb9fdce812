import { AXI_CHANNELS, type AxiChannel } from "../../rtl/bus/axi.ts";
import { type AxiRule, sideLetter } from "./rule-entry.ts";

/** The rules of one channel's handshake. */
export interface HandshakeRules {
  readonly validReset: AxiRule;
  readonly validKnown: AxiRule;
  readonly validStable: AxiRule;
  readonly readyKnown: AxiRule;
  readonly readyWait: AxiRule;
  /** By field of the payload. */
  readonly known: Readonly<Record<string, AxiRule>>;
  readonly stable: Readonly<Record<string, AxiRule>>;
}

/** Of `data` only the byte lanes that are in use must be known. */
const lanesOf = { w: "in the lanes whose strobe is 1", r: "in the lanes of the beat, unless it is an error" };

function handshakeRules(channel: AxiChannel): HandshakeRules {
  const { source, fields } = AXI_CHANNELS[channel];
  const sink = source === "manager" ? "subordinate" : "manager";
  const prefix = channel.toUpperCase();
  const valid = `${prefix}VALID`;
  const ready = `${prefix}READY`;
  const rule = (suffix: string, section: string, text: string): AxiRule => ({
    name: `AXI_ERR${sideLetter(source)}_${suffix}`,
    channel,
    section,
    text,
    side: source,
    severity: "error",
  });
  const known = Object.keys(fields).map((field) => {
    const signal = `${prefix}${field.toUpperCase()}`;
    const where = field === "data" && (channel === "w" || channel === "r") ? `, ${lanesOf[channel]}` : "";
    return [field, rule(`${signal}_X`, "A3.2.2", `${signal} is known while ${valid} is 1${where}`)];
  });
  const stable = Object.keys(fields).map((field) => {
    const signal = `${prefix}${field.toUpperCase()}`;
    return [field, rule(`${signal}_STABLE`, "A3.2.1", `${signal} holds from ${valid} until ${ready}`)];
  });
  return {
    validReset: rule(`${valid}_RESET`, "A3.1.2", `${valid} is 0 in reset and at the first edge after it`),
    validKnown: rule(`${valid}_X`, "A3.2.2", `${valid} is known outside reset`),
    validStable: rule(`${valid}_STABLE`, "A3.2.1", `${valid} stays 1 until ${ready}`),
    readyKnown: {
      ...rule("", "A3.2.2", `${ready} is known outside reset`),
      name: `AXI_ERR${sideLetter(sink)}_${ready}_X`,
      side: sink,
    },
    readyWait: {
      name: `AXI_REC${sideLetter(sink)}_${ready}_MAX_WAIT`,
      channel,
      section: undefined,
      text: `${ready} comes within \`maxWait\` cycles of ${valid}`,
      side: sink,
      severity: "warning",
    },
    known: Object.fromEntries(known),
    stable: Object.fromEntries(stable),
  };
}

export const HANDSHAKE_RULES: Readonly<Record<AxiChannel, HandshakeRules>> = {
  aw: handshakeRules("aw"),
  w: handshakeRules("w"),
  b: handshakeRules("b"),
  ar: handshakeRules("ar"),
  r: handshakeRules("r"),
};
