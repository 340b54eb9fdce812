import { concatenate, join, type Literal, type Side, Vector, Word } from "./words.ts";
import { type Clock, type Domain, Net, type World } from "./world.ts";

/** The plain reading of a type: its bits, its lanes (0: a word), its reset value, its names. */
interface Type {
  readonly width: number;
  readonly lanes: number;
  readonly initial: bigint | undefined;
  readonly values: Readonly<Record<string, number>>;
  init(value: Literal): Type;
}
type TypeLike = number | Type | { readonly type: Type };
interface Port {
  readonly dir: "in" | "out";
  readonly type: TypeLike;
}
type Shape = { readonly [name: string]: Port | Shape };
type Handle = Word | Vector;
type Handles = { [name: string]: Handle | Handles };

interface Module {
  readonly name: string;
  readonly shape: Shape;
  readonly body: (io: Handles) => void;
  instance(label: string): Handles;
}

interface DomainOptions {
  readonly edge?: "rise" | "fall";
  readonly reset?: "sync" | "async" | "none";
  readonly active?: "high" | "low";
}

function typeOf(width: number, lanes: number, values = {}, initial?: bigint): Type {
  return { width, lanes, values, initial, init: (value) => typeOf(width, lanes, values, BigInt(value)) };
}
const toType = (type: TypeLike): Type =>
  typeof type === "number" ? typeOf(type, 0) : "type" in type ? type.type : type;

/**
 * The hardware language once more, told from docs/hdl.md: the same names, but what a source describes with them is run
 * statement by statement, on integers. An oracle for the language itself, two-state.
 */
export function languageOf(world: World): Readonly<Record<string, unknown>> {
  const here = () => world.frame!;
  const handle = (net: Net, { lanes, values }: Type): Handle => {
    const word = world.wordOf(net, values);
    return lanes === 0 ? word : new Vector(word, lanes);
  };
  const declare = (fields: Readonly<Record<string, TypeLike>>, each: (type: Type) => Net) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, given]) => [name, handle(each(toType(given)), toType(given))]),
    );
  const wires = (fields: Readonly<Record<string, TypeLike>>) =>
    declare(fields, ({ width }) => new Net(width, here().statements));
  const regs = (fields: Readonly<Record<string, TypeLike>>) =>
    declare(fields, ({ width, initial }) => {
      const net = new Net(width, here().statements);
      world.addRegister({ net, domain: here().domain, init: initial });
      return net;
    });

  const open = (shape: Shape, netOf: (port: Port, type: Type, path: string) => Net, path = ""): Handles =>
    Object.fromEntries(
      Object.entries(shape).map(([name, entry]) => {
        if (!("dir" in entry)) return [name, open(entry as Shape, netOf, `${path}${name}.`)];
        const port = entry as Port;
        const type = toType(port.type);
        return [name, handle(netOf(port, type, path + name), type)];
      }),
    );
  const module = (name: string, shape: Shape, body: (io: Handles) => void): Module => {
    const instance = (): Handles => {
      const { statements: outer, domain } = here();
      const frame = { statements: [], domain };
      const io = open(shape, ({ dir }, { width }) => new Net(width, dir === "in" ? outer : frame.statements));
      world.within(frame, () => body(io));
      return io;
    };
    return { name, shape, body, instance };
  };

  const pin = (name: string, width: number): Net => {
    const net = new Net(width, undefined);
    world.pins.set(name, net);
    return net;
  };
  const addClock = (next: Clock["next"], level = 0): Clock => {
    const clock = { level, next };
    world.clocks.push(clock);
    return clock;
  };
  const addDomain = (domain: Domain): Domain => {
    world.domains.push(domain);
    return domain;
  };
  const root = (name: string, resetName: string, options: DomainOptions): Domain => {
    const { edge = "rise", reset = "sync", active = "high" } = options;
    const clock: Clock = addClock((levels) => levels.get(name) ?? clock.level);
    return addDomain({
      clock,
      edge,
      reset:
        reset === "none"
          ? undefined
          : { pin: pin(resetName, 1), active: active === "high" ? 1n : 0n, isAsync: reset === "async" },
    });
  };
  /** A clock that moves when the one that it is made of rises, and otherwise does what `still` says. */
  const made = (rising: () => number, still: (own: number, source: number) => number): Domain => {
    const source = here().domain.clock;
    let before = source.level;
    const clock: Clock = addClock(() => {
      const rises = before === 0 && source.level === 1;
      before = source.level;
      return rises ? rising() : still(clock.level, source.level);
    });
    return addDomain({ ...here().domain, clock });
  };

  const clocked = <T>(domain: Domain, body: () => T): T => {
    const frame = here();
    const outer = frame.domain;
    frame.domain = domain;
    const result = body();
    frame.domain = outer;
    return result;
  };

  return {
    u: (width: number) => typeOf(width, 0),
    vec: (lanes: number, each: number) => typeOf(lanes * each, lanes),
    enumeration: (_name: string, width: number, values: Readonly<Record<string, number>>) => ({
      type: typeOf(width, 0, values),
    }),
    In: (type: TypeLike): Port => ({ dir: "in", type }),
    Out: (type: TypeLike): Port => ({ dir: "out", type }),
    rom: (_name: string, width: number, words: readonly (number | bigint)[]) => ({
      width,
      words: words.map(BigInt),
    }),
    module,
    instances: (modules: Readonly<Record<string, Module>>) =>
      Object.fromEntries(Object.entries(modules).map(([name, each]) => [name, each.instance(name)])),
    wires,
    regs,
    when: (condition: Word, body: () => void) => world.when(condition, body),
    constant: (value: Literal, width: number) => new Word(world, width, () => BigInt(value)),
    cat: (...words: Word[]) => concatenate(words),
    repeat: (word: Word, times: number) => concatenate(new Array<Word>(times).fill(word)),
    mux: (select: Word | Vector, one: Handle | Literal, two: Handle | Literal): Handle => {
      if (one instanceof Vector && two instanceof Vector) {
        const by = (lane: number): Word => (select instanceof Vector ? select.lane(lane) : select);
        const lanes = Array.from({ length: one.lanes }, (_, lane) =>
          choose(by(lane), one.lane(lane), two.lane(lane)),
        );
        return join(lanes);
      }
      return choose(select as Word, one as Side, two as Side);
    },
    asVec: (bits: Word, lanes: number) => new Vector(bits, lanes),
    vecOf: (...words: Word[]) => join(words),
    vecConst: (words: readonly Literal[], each: number) =>
      join(words.map((word) => new Word(world, each, () => BigInt(word)))),
    memories: (shapes: Readonly<Record<string, Sram>>) =>
      Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, memory(world, shape)])),
    sram: (shape: Sram) => shape,
    fsm: (_name: string, states: readonly string[], bodies: (go: (target: string) => void) => Bodies) => {
      const width = Math.max(1, Math.ceil(Math.log2(states.length)));
      const values = Object.fromEntries(states.map((state, index) => [state, index]));
      const { state } = regs({ state: typeOf(width, 0, values, 0n) }) as { state: Word };
      const body = bodies((target) => state.drive(values[target]));
      for (const each of states) world.when(state.is(each), body[each]);
      return { state, is: (name: string) => state.is(name) };
    },
    clockDomain: (name: string, options: DomainOptions) => root(name, `${name}_rst`, options),
    clocked,
    dividedClock: (_name: string, by: number) => {
      let risen = 0;
      return made(
        () => (risen++ % by < by / 2 ? 1 : 0),
        (own) => own,
      );
    },
    gatedClock: (_name: string, enable: Word) =>
      made(
        () => Number(enable.value),
        (own, source) => (source === 0 ? 0 : own),
      ),
    derivedClock: (_name: string, word: Word) =>
      addDomain({ ...here().domain, clock: addClock(() => (world.isDriven ? Number(word.value) : -1), -1) }),
    synchronise: (
      _name: string,
      word: Word,
      { stages = 2, init = 0 }: { stages?: number; init?: Literal },
    ) => {
      let last = word;
      for (let stage = 0; stage < stages; stage++) {
        const { flop } = regs({ flop: typeOf(word.width, 0).init(init) }) as { flop: Word };
        flop.next = last;
        last = flop;
      }
      return last;
    },
    /** The top: its ports are pins. */
    elaborate: (top: Module, options: DomainOptions): Handles => {
      const frame = { statements: [], domain: root("clk", "rst", options) };
      const io = open(top.shape, ({ dir }, { width }, path) =>
        dir === "in" ? pin(path, width) : new Net(width, frame.statements),
      );
      world.within(frame, () => top.body(io));
      return io;
    },
  };
}

type Bodies = Readonly<Record<string, () => void>>;

function choose(select: Word, one: Side, two: Side): Word {
  const { width } = one instanceof Word ? one : (two as Word);
  const value = (side: Side): bigint => (side instanceof Word ? side.value : BigInt(side));
  return select.make(width, () => (select.value === 1n ? value(one) : value(two)));
}

interface Sram {
  readonly data: number;
  readonly depth: number;
  readonly init: readonly bigint[];
}

/** Ports sample together; of two writes to one word the later statement wins. */
function memory(world: World, { data: width, depth, init }: Sram) {
  const words = [...init];
  const writes: ((active: ReadonlySet<Domain>, into: bigint[]) => void)[] = [];
  const domainHere = (): Domain => world.frame!.domain;
  /** The words after all writes of an edge. */
  const after = (active: ReadonlySet<Domain>): bigint[] => {
    const next = [...words];
    for (const write of writes) write(active, next);
    return next;
  };
  world.clocked.push((active) => {
    const next = after(active);
    return [() => words.splice(0, depth, ...next)];
  });
  return {
    write: ({ addr, data, enable, mask }: { addr: Word; data: Side; enable?: Word; mask?: Word }) => {
      const [domain, holds] = [domainHere(), world.pathHere()];
      writes.push((active, into) => {
        if (!active.has(domain) || !holds() || enable?.value === 0n || addr.value >= BigInt(depth)) return;
        const parts = mask?.width ?? 1;
        const each = BigInt(width / parts);
        const taken = mask?.value ?? 1n;
        let bits = 0n;
        for (let part = 0n; part < BigInt(parts); part++) {
          if ((taken >> part) & 1n) bits |= ((1n << each) - 1n) << (part * each);
        }
        const value = data instanceof Word ? data.value : BigInt(data);
        const at = Number(addr.value);
        into[at] = (into[at] & ~bits) | (value & bits);
      });
    },
    read: ({ addr, enable, collision }: { addr: Word; enable?: Word; collision: "old" | "new" }) => {
      const [domain, holds] = [domainHere(), world.pathHere()];
      const net = new Net(width, undefined);
      world.clocked.push((active) => {
        if (!active.has(domain) || !holds() || enable?.value === 0n) return [];
        const value = (collision === "new" ? after(active) : words)[Number(addr.value)];
        return [() => (net.held = value)];
      });
      return world.wordOf(net);
    },
    peek: (addr: Word) => addr.make(width, () => words[Number(addr.value)]),
  };
}
