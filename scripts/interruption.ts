/** Exit codes of a process that a signal ended: 128 and the signal's number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

type SignalName = keyof typeof EXIT_CODES;

/**
 * Turns the first SIGINT or SIGTERM into a wish to stop, so that a command can finish its time step and close its files.
 * The second one ends the process at once. Listens until it is disposed.
 */
export class Interruption implements Disposable {
  private readonly controller = new AbortController();
  private readonly onSignal = (name: NodeJS.Signals) => this.stop(name as SignalName);
  private received: SignalName | undefined;

  constructor() {
    for (const name of Object.keys(EXIT_CODES)) process.on(name, this.onSignal);
  }

  /** Aborted by the first signal. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The first signal and the exit code that goes with it, or undefined. */
  get reason(): { readonly name: string; readonly exitCode: number } | undefined {
    return this.received && { name: this.received, exitCode: EXIT_CODES[this.received] };
  }

  /** Lets signals come in that arrived while the command computed. */
  async breathe(): Promise<boolean> {
    await new Promise(setImmediate);
    return this.received === undefined;
  }

  [Symbol.dispose](): void {
    for (const name of Object.keys(EXIT_CODES)) process.off(name, this.onSignal);
  }

  private stop(name: SignalName): void {
    if (this.received) process.exit(EXIT_CODES[name]);
    this.received = name;
    this.controller.abort();
  }
}
