import { compileFunction } from "node:vm";
import * as hdl from "../../sim/hdl/index.ts";
import type { Source } from "./module.ts";

/** The statements of a source, without the import. */
const statements = ({ before, text }: Source): string => [...before, text].join("\n");

/** The source as a file that can be kept beside this one: what it imports, the module, and its elaboration. */
export function asFile(source: Source): string {
  const text = statements(source);
  const used = Object.keys(hdl).filter((name) => new RegExp(`\\b${name}\\(`).test(text));
  const { edge, reset, active } = source.options;
  return [
    `import { ${["elaborate", ...used].sort().join(", ")} } from "../../sim/hdl/index.ts";`,
    "",
    text,
    "",
    `elaborate(${source.name}, { edge: "${edge}", reset: "${reset}", active: "${active}" });`,
    "",
  ].join("\n");
}

/** What a source describes in a language of these names: the hardware language, or a model of it. */
export function evaluate<M>(source: Source, language: Readonly<Record<string, unknown>>): M {
  const code = `${statements(source)}\nreturn ${source.name};`;
  const build = compileFunction(code, Object.keys(language), { filename: `${source.name}.ts` });
  return build(...Object.values(language)) as M;
}

/** The elaborated design of a source. */
export const elaborated = (source: Source): hdl.Design =>
  hdl.elaborate(evaluate<hdl.Module>(source, hdl), source.options);
