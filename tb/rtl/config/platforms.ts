import { type Platform, platformOf } from "../../../rtl/config/platform.ts";

/** Platforms that differ in every knob. */
export const PLATFORMS: Readonly<Record<string, Platform>> = {
  "the default": platformOf(),
  "rev 1.3, everything faults": platformOf({
    rev: "1.3",
    clearSavedKey: false,
    pconfigRev: "1.3",
    physicalBits: 46,
    maxKeys: 40,
    lockedActivate: "fault",
  }),
  "rev 1.5 with integrity, everything is ignored": platformOf({
    rev: "1.5",
    algorithms: ["aes-xts-128", "aes-xts-128-integrity", "aes-xts-256", "aes-xts-256-integrity"],
    maxKeyIdBits: 15,
    maxKeys: 1000,
    sgxTme: true,
    lockedExclude: "ignore",
  }),
  "TME alone with 36 bits": platformOf({
    algorithms: ["aes-xts-256"],
    maxKeyIdBits: 0,
    maxKeys: 0,
    physicalBits: 36,
    bypass: false,
    saveKey: false,
    clearSavedKey: false,
  }),
  "no TME": platformOf({ tme: false, maxKeyIdBits: 0, maxKeys: 0 }),
};
