import type { Clock } from '../domain/clock.ts';
import type { Kept, Transfer } from '../domain/sent-result.ts';
import type { AnalyzerSettings } from './analyzers/analyzer-settings.ts';
import { type ConversationCounters, newCounters } from './analyzers/conversation.ts';
import { openRoad } from './analyzers/open-road.ts';
import { type LentThing, LineConnection } from './line/line-connection.ts';
import type { PortSettings } from './line/line-settings.ts';
import { openPort } from './line/open-port.ts';
import type { OpenedPort } from './line/opened-port.ts';
import { SteadyStates } from './steady-states.ts';

/** A state of an analyzer's link that lasts: it began, or it is over. */
export interface AnalyzerState {
  /** `analyzer:strips`. */
  readonly on: string;
  /** `lost`: the port is gone, or can't be listened on. `unreadable`: more than half of what comes means nothing. */
  readonly state: 'lost' | 'unreadable';
  readonly active: boolean;
  readonly reason?: string;
}

/** Where an analyzer tells what a technician may want to know. */
interface AnalyzerLog {
  info(details: Readonly<Record<string, unknown>>, words: string): void;
  warn(details: Readonly<Record<string, unknown>>, words: string): void;
}

/** What a running analyzer needs. */
export interface AnalyzerNeeds {
  readonly clock: Clock;
  /** IANA time zone of the site, for instruments that are asked by day; absent: UTC. */
  readonly timezone?: string;
  /** Opens a port, a new one at each call; the real ones when absent. Aborting `signal` gives up the opening. */
  readonly open?: (settings: PortSettings, signal: AbortSignal) => Promise<OpenedPort>;
  /** Keeps a transfer; resolves when it has outlived a power cut. Rejects where it can't be kept: then it isn't acknowledged. */
  keep(transfer: Transfer): Promise<Kept>;
  onState(change: AnalyzerState): void;
  readonly log: AnalyzerLog;
}

/** What is counted of an analyzer, since the start. */
export interface AnalyzerCounters extends Readonly<ConversationCounters> {
  readonly connected: boolean;
  readonly reopenings: number;
}

/** An analyzer at work. */
export interface RunningAnalyzer {
  start(): void;
  /** Lets the port go, within two seconds, whatever is under way; what isn't kept by then is not acknowledged. */
  stop(): Promise<void>;
  counters(): AnalyzerCounters;
}

class Analyzer implements RunningAnalyzer {
  readonly #settings: AnalyzerSettings;
  readonly #needs: AnalyzerNeeds;
  readonly #connection: LineConnection<LentThing>;
  readonly #counters = newCounters();
  readonly #unreadable = new Set<object>();
  readonly #states: SteadyStates<AnalyzerState>;
  #openings = 0;
  #connected = false;
  #stopped = false;

  constructor(settings: AnalyzerSettings, needs: AnalyzerNeeds) {
    this.#settings = settings;
    this.#needs = needs;
    const { clock, keep, log, timezone } = needs;
    this.#states = new SteadyStates(clock, (change) => this.#tell(change));
    const road = {
      clock,
      ...(timezone === undefined ? {} : { timezone }),
      counters: this.#counters,
      keep,
      open: needs.open ?? ((port: PortSettings, signal: AbortSignal) => openPort(port, clock, signal)),
      onUnreadable: (talk: object, active: boolean, why: string) => this.#onUnreadable(talk, active, why),
      warn: (details: Readonly<Record<string, unknown>>, words: string) => log.warn({ analyzer: settings.id, ...details }, words),
    };
    this.#connection = new LineConnection<LentThing>({
      clock,
      open: (signal) => openRoad(settings, road, signal),
      onUp: () => this.#onUp(),
      onDown: (reason) => this.#onDown(reason),
    });
  }

  start(): void {
    this.#connection.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#connection.stop();
    this.#states.stop();
    this.#connected = false;
  }

  counters(): AnalyzerCounters {
    return { ...this.#counters, connected: this.#connected, reopenings: Math.max(0, this.#openings - 1) };
  }

  #onUp(): void {
    this.#openings += 1;
    this.#connected = true;
    this.#needs.log.info({ analyzer: this.#settings.id }, 'the analyzer’s link is open');
    this.#change('lost', false);
  }

  #onDown(reason: string): void {
    this.#connected = false;
    this.#change('lost', true, reason);
  }

  /** Of several callers on one link, one that can't be read is enough. */
  #onUnreadable(talk: object, active: boolean, why: string): void {
    if (active) this.#unreadable.add(talk);
    else this.#unreadable.delete(talk);
    if (this.#unreadable.size > 0) this.#change('unreadable', true, why);
    else this.#change('unreadable', false);
  }

  #change(state: AnalyzerState['state'], active: boolean, reason?: string): void {
    const on = `analyzer:${this.#settings.id}`;
    this.#states.change({ on, state, active, ...(reason === undefined ? {} : { reason }) });
  }

  #tell(change: AnalyzerState): void {
    // What lasts when the gateway ends is told anew, or not, by the next one.
    if (this.#stopped) return;
    this.#needs.log.warn({ ...change }, 'the analyzer’s link changed its state');
    this.#needs.onState(change);
  }
}

/**
 * An analyzer, not yet started: over serial, TCP, a place where it calls, HTTP or a folder, with the conversation that its
 * profile names. It never ends by itself: whatever is lost is tried again.
 */
export const openAnalyzer = (settings: AnalyzerSettings, needs: AnalyzerNeeds): RunningAnalyzer => new Analyzer(settings, needs);
