import fc from "fast-check";
import type { Step } from "../body.ts";
import { derived, ref, refs } from "../draw.ts";
import { draft, writeModule } from "../module-text.ts";

/** The family of what follows a clock that an instance made: no domain here is of it. */
const STRANGE = -1;

/** One or two instances of a module of its own. */
export function instance(steps: fc.Arbitrary<Step>): fc.Arbitrary<Step> {
  return fc
    .record({ child: draft(steps, 4), count: fc.constantFrom(1, 1, 2), home: ref, inputs: refs(12, 12) })
    .map(
      ({ child, count, home, inputs }): Step =>
        (body, tag) => {
          body.enter(home);
          const { options } = body;
          const name = `${options.name}_${body.name("Part")}`;
          const domain = { ...body.domain, text: undefined };
          const part = writeModule(child, { ...options, name, domain, depth: options.depth + 1 });
          body.before.push(...part.before, part.text);
          for (let copy = 0; copy < count; copy++) {
            const label = body.name("u");
            const isNamed = derived(tag, copy, 2) === 0;
            const made = isNamed ? `${name}.instance("${label}")` : `instances({ ${label}: ${name} })`;
            body.line(
              `const ${isNamed ? label : `{ ${label} }`} = ${options.isClocked ? body.clocked(made) : made};`,
            );
            if (options.isClocked) body.line(`${label}.live.drive(live);`);
            for (const [index, { path, width, lanes }] of part.inputs.entries()) {
              const from = inputs[(index + copy * 5) % inputs.length];
              const value = lanes === 0 ? body.word(from, width) : body.vector(from, lanes, width / lanes);
              body.line(`${label}.${path}.drive(${value});`);
            }
            for (const [index, { path, width, lanes, family }] of part.outputs.entries()) {
              const place = (tag + (copy * 64 + index + 1) * 0x01000193) >>> 0;
              const value = { text: `${label}.${path}`, width, lanes, tag: place };
              const isOwn = family === undefined || family === domain.family;
              body.add(isOwn ? value : { ...value, family: STRANGE });
            }
          }
        },
    );
}
