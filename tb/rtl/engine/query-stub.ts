import type { Simulation, Task } from "../../../sim/bench/index.ts";
import type { Bits } from "../../../sim/hdl/index.ts";

interface Query {
  readonly keyId: Bits<15>;
  readonly asks: Bits<1>;
  readonly excluded: Bits<1>;
  readonly encrypt: Bits<1>;
  readonly row: Bits;
  readonly refused: Bits<1>;
}

/** Row 1 or 2 of the keys, no encryption, or a refusal. */
export type Stubbed = number | "plain" | "refused";

/** In place of a key table: answers each question in its cycle; without one the answer is x. */
export function stubQuery(
  sim: Simulation<unknown>,
  query: Query,
  answer: (keyId: number, excluded: boolean) => Stubbed,
): void {
  sim.background(function* table(b): Task {
    for (;;) {
      // In the middle of a cycle the question stands.
      yield* b.after(500);
      if (b.peekLogic(query.asks).toString() === "1") {
        const { keyId, excluded } = b.peek({ keyId: query.keyId, excluded: query.excluded });
        const treatment = answer(Number(keyId), excluded === 1n);
        b.drive(query.row, typeof treatment === "number" ? treatment : 0);
        b.drive(query.encrypt, typeof treatment === "number");
        b.drive(query.refused, treatment === "refused");
      } else for (const port of [query.row, query.encrypt, query.refused]) b.drive(port, "x");
      yield* b.tick();
    }
  });
}
