import { type Bits, connect, type Payload, pack, type Source, unpack } from "../../sim/hdl/index.ts";

/** A stream as its source holds it, with a word for its payload. */
interface WordSink {
  readonly valid: { drive(value: Bits<1>): void };
  readonly ready: Bits<1>;
  readonly payload: { drive(word: Bits): void };
}

/** The side that a module takes a stream from, whatever it carries, with the payload as one word. */
export function wordSource(up: object): Source<Bits> {
  const { valid, ready, payload } = up as Source<Bits | Readonly<Record<string, Bits>>>;
  return { valid, ready, payload: pack(payload) };
}

/** The side that a module gives a stream to, driven with a word that `wordSource` made. */
export function wordSink(payload: Payload, down: object): WordSink {
  const sink = down as WordSink;
  const drive = (word: Bits) => connect<object>(sink.payload, unpack(payload, word) as object);
  return { valid: sink.valid, ready: sink.ready, payload: { drive } };
}
