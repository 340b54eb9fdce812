import fc from "fast-check";
import { Body, type BodyOptions, type Step } from "./body.ts";
import { derived, MAX_WIDTH, type Ref, ref, width } from "./draw.ts";
import { type NetType, typeText } from "./steps/statements.ts";

/** A port as the source and the netlist name it: `in0`, or `bus.in0` in a bundle. */
export interface PortText {
  readonly path: string;
  readonly width: number;
  /** 0 for a word. */
  readonly lanes: number;
  /** The tag of an input: its values do not change when other inputs go. */
  readonly tag: number;
  /** The family of clocks that an output follows, as the module numbers them. */
  readonly family?: number | undefined;
}

/** A module before it has a name. */
export interface Draft {
  readonly inputs: readonly { readonly type: NetType; readonly tag: Ref }[];
  readonly steps: readonly { readonly step: Step; readonly tag: Ref }[];
}

const portType: fc.Arbitrary<NetType> = fc.oneof(
  { arbitrary: width.map((bits) => ({ width: bits, lanes: 0, isEnum: false })), weight: 8 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom(1, 2, 4, 5, 16), fc.constantFrom(1, 3, 8, 16))
      .map(([lanes, each]) => ({
        width: Math.min(lanes * each, MAX_WIDTH),
        lanes,
        isEnum: false,
      })),
    weight: 2,
  },
  {
    arbitrary: fc.integer({ min: 1, max: 3 }).map((bits) => ({ width: bits, lanes: 0, isEnum: true })),
    weight: 1,
  },
);

/** Inputs and up to `most` steps. */
export function draft(steps: fc.Arbitrary<Step>, most: number): fc.Arbitrary<Draft> {
  return fc.record({
    inputs: fc.array(fc.record({ type: portType, tag: ref }), { minLength: 1, maxLength: 6 }),
    steps: fc.array(fc.record({ step: steps, tag: ref }), { minLength: 1, maxLength: most, size: "max" }),
  });
}

export interface ModuleText {
  readonly before: readonly string[];
  readonly text: string;
  readonly inputs: readonly PortText[];
  readonly outputs: readonly PortText[];
}

/** Writes a module: its ports, the steps of its body, and an output for every value that nothing in it reads. */
export function writeModule({ inputs, steps }: Draft, options: BodyOptions): ModuleText {
  const body = new Body(options);
  const ports: (PortText & { readonly type: string; readonly dir: "In" | "Out" })[] = [];
  for (const [index, { type, tag }] of inputs.entries()) {
    const path = `${derived(tag, 0, 5) === 0 ? "bus." : ""}in${index}`;
    const port = { path, width: type.width, lanes: type.lanes, tag };
    ports.push({ ...port, dir: "In", type: typeText(body, type, tag) });
    body.add({ ...port, text: path });
  }
  for (const { step, tag } of steps) {
    body.enter(tag);
    step(body, tag);
  }
  body.finish();
  for (const [index, { text, width: bits, lanes, tag, family }] of body.loose.entries()) {
    const path = `${derived(tag, 0, 5) === 0 ? "bus." : ""}out${index}`;
    const type = typeText(body, { width: bits, lanes, isEnum: false }, tag);
    ports.push({ path, width: bits, lanes, tag, family, dir: "Out", type });
    body.line(`${path}.drive(${text});`);
  }
  const { name } = options;
  const live = options.isClocked ? ["live"] : [];
  const bus = ports.filter(({ path }) => path.startsWith("bus."));
  const plain = ports.filter((port) => !bus.includes(port));
  const shape = [
    ...live.map(() => "live: In(1)"),
    ...plain.map(({ path, dir, type }) => `${path}: ${dir}(${type})`),
    ...(bus.length === 0
      ? []
      : [`bus: { ${bus.map(({ path, dir, type }) => `${path.slice(4)}: ${dir}(${type})`).join(", ")} }`]),
  ];
  const handles = [...live, ...plain.map(({ path }) => path), ...(bus.length === 0 ? [] : ["bus"])];
  const text = [
    `const ${name} = module(`,
    `  "${name}",`,
    `  { ${shape.join(", ")} },`,
    `  ({ ${handles.join(", ")} }) => {`,
    ...body.lines.flatMap((line) => line.split("\n")).map((line) => `    ${line}`),
    "  },",
    ");",
  ].join("\n");
  return {
    before: body.before,
    text,
    inputs: ports.filter(({ dir }) => dir === "In"),
    outputs: ports.filter(({ dir }) => dir === "Out"),
  };
}
