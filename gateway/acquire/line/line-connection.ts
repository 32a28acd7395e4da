import { type Clock, type Millis, sleep } from '../../domain/clock.ts';
import { EdgeError, wordsOf } from '../../domain/edge-error.ts';
import { LINE_PAUSES, pauseAfter } from './back-off.ts';
import type { OpenedPort } from './opened-port.ts';

/** Whatever is opened, may be lost, and is let go: a port, or a place where others call. */
export interface LentThing {
  /** Calls back once when it is lost, with words that say why; one listener. */
  onLost(listener: (reason: string) => void): void;
  close(): Promise<void>;
}

/** An opening that takes longer is given up. */
const LONGEST_OPENING: Millis = 5_000;

/** A port that doesn't close in this time is left to itself: a new one is opened all the same. */
const LONGEST_CLOSING: Millis = 400;

/** A port that stayed open for so long was well: the next loss starts with a short pause again. */
const STEADY: Millis = 10_000;

/** What a connection needs. */
export interface ConnectionNeeds<Port extends LentThing = OpenedPort> {
  readonly clock: Clock;
  /** Opens a new port; each call a new one. `signal` is aborted when the opening is over, or no longer wanted. */
  open(signal: AbortSignal): Promise<Port>;
  /** A port is open. It is the only one until `onDown`. */
  onUp(port: Port): void;
  /** The port is gone, or could not be opened; told at each try. */
  onDown(reason: string): void;
}

/** Keeps one port open for as long as it runs: each loss and each failure leads to another try, without end. */
export class LineConnection<Port extends LentThing = OpenedPort> {
  readonly #needs: ConnectionNeeds<Port>;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #lose: ((reason: string) => void) | undefined;
  #attempt: AbortController | undefined;

  constructor(needs: ConnectionNeeds<Port>) {
    this.#needs = needs;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Gives the port up and opens a new one; nothing when none is open. */
  reopen(reason: string): void {
    this.#lose?.(reason);
  }

  /** Closes the port; resolves when nothing is left to wait for, after half a second at most. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#attempt?.abort();
    this.#lose?.('stopped');
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock } = this.#needs;
    const { signal } = this.#stopping;
    for (let failures = 0; !signal.aborted; ) {
      const since = clock.elapsed();
      const reason = await this.#useOnePort().catch(wordsOf);
      failures = clock.elapsed() - since >= STEADY ? 1 : failures + 1;
      if (signal.aborted) break;
      this.#needs.onDown(reason);
      await sleep(clock, pauseAfter(failures, LINE_PAUSES), signal);
    }
  }

  /** Opens a port, lends it out until it is lost, and closes it; gives why it ended. */
  async #useOnePort(): Promise<string> {
    const port = await this.#open();
    const reason = await this.#untilLost(port);
    const closed = port.close().then(
      () => '',
      (error: unknown) => ` (and did not close: ${wordsOf(error)})`,
    );
    const timer = new AbortController();
    const words = await Promise.race([closed, sleep(this.#needs.clock, LONGEST_CLOSING, timer.signal)]);
    timer.abort();
    return `${reason}${words ?? ' (and did not close in time)'}`;
  }

  #untilLost(port: Port): Promise<string> {
    return new Promise((resolve) => {
      const lose = (reason: string): void => {
        this.#lose = undefined;
        resolve(reason);
      };
      this.#lose = lose;
      port.onLost(lose);
      if (this.#stopping.signal.aborted) lose('stopped');
      else this.#needs.onUp(port);
    });
  }

  async #open(): Promise<Port> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    const opening = this.#needs.open(attempt.signal);
    const giveUp = sleep(this.#needs.clock, LONGEST_OPENING, attempt.signal);
    const port = await Promise.race([opening, giveUp]).finally(() => attempt.abort());
    if (port !== undefined) return port;
    // Should it open after all, nobody waits for it any more; should it fail after all, nobody needs to know.
    void opening.then(
      (stale) => stale.close(),
      () => undefined,
    );
    throw new EdgeError('line-not-found', 'the port did not open in time');
  }
}
