import { Word } from "./words.ts";

/** A wire, a port or a register: a name for bits that statements assign, or that come from outside. */
export class Net {
  readonly width: number;
  /** Whose statements assign it; undefined: driven from outside. */
  readonly owner: Statement[] | undefined;
  /** What it is where no statement assigns it: of a register, what it holds. */
  held = 0n;
  #own: readonly Statement[] | undefined;

  constructor(width: number, owner: Statement[] | undefined) {
    this.width = width;
    this.owner = owner;
  }

  /** Those of the owner's statements that assign it. */
  get statements(): readonly Statement[] {
    this.#own ??= only(this, this.owner ?? []);
    return this.#own;
  }
}

type Statement =
  | { readonly net: Net; readonly low: number; readonly width: number; readonly value: () => bigint }
  | { readonly branches: readonly Branch[] };
interface Branch {
  /** Undefined: otherwise. */
  readonly condition: Word | undefined;
  readonly block: Statement[];
}

function only(net: Net, block: readonly Statement[]): Statement[] {
  return block.flatMap((statement): Statement[] => {
    if ("net" in statement) return statement.net === net ? [statement] : [];
    const branches = statement.branches.map((branch) => ({ ...branch, block: only(net, branch.block) }));
    return branches.some(({ block }) => block.length > 0) ? [{ branches }] : [];
  });
}

/** A clock: at a pin, or made of another one or of a word. */
export interface Clock {
  /** 0 or 1; -1 before a clock that is made of a word has been looked at. */
  level: number;
  /** The new level, once those before it in the list have moved. */
  next(levels: ReadonlyMap<string, number>): number;
}

export interface Domain {
  readonly clock: Clock;
  readonly edge: "rise" | "fall";
  readonly reset: { readonly pin: Net; readonly active: bigint; readonly isAsync: boolean } | undefined;
}

interface Register {
  readonly net: Net;
  readonly domain: Domain;
  readonly init: bigint | undefined;
}

/** What takes part in an edge: samples, and returns what commits. */
type Clocked = (active: ReadonlySet<Domain>) => (() => void)[];

/** The body of one instance while it runs. */
export interface Frame {
  readonly statements: Statement[];
  domain: Domain;
}

/** One elaborated design, two-state, that steps as docs/timing-model.md says: no netlist, no passes, no code. */
export class World {
  /** Counts the changes of inputs and state. */
  epoch = 0;
  /** Pins by path. */
  readonly pins = new Map<string, Net>();
  readonly clocks: Clock[] = [];
  readonly domains: Domain[] = [];
  readonly registers: Register[] = [];
  readonly clocked: Clocked[] = [];
  frame: Frame | undefined;
  /** The pins have values: before, asynchronous resets have not acted. */
  isDriven = false;
  /** Where the next statement goes. */
  #block: Statement[] = [];
  /** The conditions of the `when`s around it. */
  #path: readonly (() => boolean)[] = [];

  /** Runs the body of an instance. */
  within(frame: Frame, body: () => void): void {
    const [outer, block, path] = [this.frame, this.#block, this.#path];
    [this.frame, this.#block, this.#path] = [frame, frame.statements, []];
    body();
    [this.frame, this.#block, this.#path] = [outer, block, path];
  }

  wordOf(net: Net, values = {}): Word {
    return new Word(this, net.width, () => this.read(net, 0, net.width), { net, low: 0 }, values);
  }

  partOf(net: object, low: number, width: number): Word {
    return new Word(this, width, () => this.read(net as Net, low, width), { net, low });
  }

  /** Bits of a net as its readers see them. */
  read(net: Net, low: number, width: number): bigint {
    const isWire = net.owner !== undefined && !this.registers.some((register) => register.net === net);
    return (isWire ? this.assigned(net, low, width) : net.held) >> BigInt(isWire ? 0 : low);
  }

  /** What the statements make of some bits of a net. Only values of these bits are asked for. */
  assigned(net: Net, low: number, width: number): bigint {
    let bits = net.held >> BigInt(low);
    const run = (block: readonly Statement[]): void => {
      for (const statement of block) {
        if ("branches" in statement) {
          const taken = statement.branches.find(({ condition }) => condition?.value !== 0n);
          if (taken) run(taken.block);
          continue;
        }
        const from = Math.max(low, statement.low);
        const to = Math.min(low + width, statement.low + statement.width);
        if (from >= to) continue;
        const mask = ((1n << BigInt(to - from)) - 1n) << BigInt(from - low);
        const shifted = (statement.value() >> BigInt(from - statement.low)) << BigInt(from - low);
        bits = (bits & ~mask) | (shifted & mask);
      }
    };
    run(net.statements);
    return bits;
  }

  assign({ place, width }: Word, value: () => bigint): void {
    this.#block.push({ net: place!.net as Net, low: place!.low, width, value });
  }

  when(condition: Word, body: () => void) {
    const branches: Branch[] = [];
    const outer = this.#path;
    const earlier: Word[] = [];
    this.#block.push({ branches });
    const branch = (own: Word | undefined, run: () => void): void => {
      const block: Statement[] = [];
      const before = [...earlier];
      const around = this.#block;
      branches.push({ condition: own, block });
      this.#path = [...outer, () => before.every(({ value }) => value === 0n) && own?.value !== 0n];
      this.#block = block;
      run();
      [this.#block, this.#path] = [around, outer];
      if (own) earlier.push(own);
    };
    const chain = {
      elsewhen: (next: Word, run: () => void) => {
        branch(next, run);
        return chain;
      },
      otherwise: (run: () => void) => branch(undefined, run),
    };
    branch(condition, body);
    return chain;
  }

  /** Whether the `when`s around a port hold. */
  pathHere(): () => boolean {
    const path = this.#path;
    return () => path.every((holds) => holds());
  }

  isReset({ reset }: Domain): boolean {
    return reset !== undefined && reset.pin.held === reset.active;
  }

  /** Phases 2 to 6 of a time: the clocks at the pins take these levels. */
  toggle(levels: ReadonlyMap<string, number>): void {
    this.#edges(levels);
  }

  /** Phase 8: pins take values; asynchronous resets and the edges that they make follow. */
  drive(values: ReadonlyMap<string, bigint>): void {
    for (const [path, value] of values) this.pins.get(path)!.held = value;
    this.isDriven = true;
    this.epoch++;
    this.#resetAtOnce();
    this.#edges(new Map());
  }

  #edges(levels: ReadonlyMap<string, number>): void {
    for (let moved = levels; ; moved = new Map()) {
      const before = this.clocks.map(({ level }) => level);
      for (const clock of this.clocks) clock.level = clock.next(moved);
      const active = new Set(
        this.domains.filter(({ clock, edge }) => {
          const was = before[this.clocks.indexOf(clock)];
          return edge === "rise" ? was === 0 && clock.level === 1 : was === 1 && clock.level === 0;
        }),
      );
      if (active.size === 0) return;
      const commits = this.clocked.flatMap((each) => each(active));
      for (const commit of commits) commit();
      this.epoch++;
      this.#resetAtOnce();
    }
  }

  #resetAtOnce(): void {
    for (const { net, domain, init } of this.registers) {
      if (init !== undefined && domain.reset?.isAsync && this.isReset(domain)) net.held = init;
    }
    this.epoch++;
  }

  addRegister(register: Register): void {
    const { net, domain, init } = register;
    this.registers.push(register);
    if (init !== undefined && domain.reset === undefined) net.held = init;
    this.clocked.push((active) => {
      if (!active.has(domain)) return [];
      const value = init !== undefined && this.isReset(domain) ? init : this.assigned(net, 0, net.width);
      return [() => (net.held = value)];
    });
  }
}
