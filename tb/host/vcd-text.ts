import { VcdReader } from "../../sim/waves/vcd-reader.ts";

/** A VCD text read with our reader to its end: its last time, and what its signals and lanes are then. */
export function readVcdText(text: string) {
  const values = new Map<string, string>();
  const reader = new VcdReader(
    {
      change: ({ names }, value) => {
        for (const name of names) values.set(name, value);
      },
    },
    "text.vcd",
  );
  reader.push(Buffer.from(text, "latin1"));
  reader.end();
  return { time: reader.progress.time, value: (path: string): string | undefined => values.get(path) };
}
