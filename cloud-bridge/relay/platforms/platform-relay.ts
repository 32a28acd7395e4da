import { type Clock, type Millis, sleep } from '../../../gateway/domain/clock.ts';
import { type Delivered, NOTHING_DELIVERED } from '../../../gateway/domain/delivered.ts';
import type { EdgeError } from '../../../gateway/domain/edge-error.ts';
import type { Head, Lane } from '../../../gateway/domain/lane.ts';
import { createBackoff } from '../backoff.ts';
import { within } from '../deadline.ts';
import { createStateBoard, type RelayState, type RelayStateWord, type StateBoard } from '../relay-state.ts';
import type { SealedBlocks } from '../sealed-blocks.ts';
import { answeringWithin } from './answering-within.ts';
import type { Filling } from './fill-body.ts';
import type { Fate } from './judge-answer.ts';
import { createLinkAccount, type LinkAccount } from './link-account.ts';
import type { PlatformCredentials } from './login-words.ts';
import { createPlatformCounters, type PlatformCounters } from './platform-counters.ts';
import type { PlatformInterface } from './platform-interface.ts';
import { keepSending } from './platform-loop.ts';
import type { FetchOnce } from './platform-request.ts';
import { createSession, type PlatformSession } from './platform-session.ts';
import { RecordLane, type Refusal } from './record-lane.ts';
import { createSender, paced, type Sender, type Stop } from './record-sender.ts';
import type { DetailsOf } from './test-details.ts';
import type { Waiting } from './waiting-records.ts';
import { createWakeUp, type WakeUp } from './wake-up.ts';

/** Where an uplink tells what a technician may want to read; pino's logger fits. */
interface PlatformLog {
  info(detail: object, words: string): void;
  warn(detail: object, words: string): void;
}

export interface PlatformRelayNeeds {
  /** The uplink's id. */
  readonly uplink: string;
  readonly gateway: string;
  readonly opened: {
    readonly heads: Readonly<Record<Lane, Head>>;
    readonly delivered: Readonly<Record<Lane, Delivered>>;
  };
  readonly blocks: SealedBlocks;
  readonly platform: PlatformInterface;
  readonly credentials: PlatformCredentials;
  /** What the site gives: settings by name, and codes of its own by dictionary. */
  readonly settings: Readonly<Record<string, string>>;
  readonly codes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly detailsOf: DetailsOf;
  readonly fetch: FetchOnce;
  readonly clock: Clock;
  /** Evenly between 0 and 1, for the jitter of pauses. */
  readonly random: () => number;
  readonly log: PlatformLog;
  onState(state: RelayState): void;
}

/** How an uplink to a municipal interface stands. */
export interface PlatformStatus {
  readonly id: string;
  /** True unless the last call failed. */
  readonly connected: boolean;
  readonly backlog: Readonly<Record<Lane, number>>;
  readonly counters: PlatformCounters;
  readonly failure?: EdgeError;
  readonly states: ReadonlyMap<RelayStateWord, string>;
  /** Records that wait, the oldest of them. */
  readonly waiting: readonly Waiting[];
  /** Records that will not come to the platform by themselves, the last of them. */
  readonly refusals: readonly Refusal[];
}

/** One uplink to a municipal interface: results leave the box as its records, and what is stored there moves the frontier. */
export interface PlatformRelay {
  start(): void;
  status(): PlatformStatus;
  /** Sends what is sealed for at most `most`, checks out, and ends. */
  stop(most: Millis): Promise<void>;
}

/** No more are shown; all are counted, and all stand in the record. */
const MOST_SHOWN = 100;
const GOODBYE: Millis = 1_000;
const LOOK_EVERY: Millis = 20;

/** Builds an uplink to a municipal interface; nothing happens until `start`. */
export const createPlatformRelay = (needs: PlatformRelayNeeds): PlatformRelay => new RunningRelay(needs);

class RunningRelay implements PlatformRelay {
  readonly #needs: PlatformRelayNeeds;
  readonly #counters = createPlatformCounters();
  readonly #board: StateBoard;
  readonly #link: LinkAccount;
  readonly #wakeUp: WakeUp;
  readonly #lane: RecordLane;
  readonly #session: PlatformSession;
  readonly #send: Sender;
  readonly #stopping = new AbortController();
  #refusals: readonly Refusal[] = [];
  #empty = false;
  #ended: Promise<void> = Promise.resolve();

  constructor(needs: PlatformRelayNeeds) {
    const { uplink, platform, clock, blocks, opened } = needs;
    this.#needs = needs;
    this.#board = createStateBoard(uplink, needs.onState);
    this.#link = createLinkAccount(this.#board, clock);
    this.#wakeUp = createWakeUp(clock);
    const filling = fillingOf(needs);
    const fetch = this.#calling();
    this.#session = createSession({ ...needs, filling, fetch });
    this.#send = createSender({ platform, session: this.#session, filling, fetch });
    this.#lane = new RecordLane({
      ...needs,
      filling,
      delivered: opened.delivered.urgent,
      head: opened.heads.urgent,
      settle: (delivered) => blocks.settle(uplink, 'urgent', delivered),
      onRefused: (refusal) => this.#refused(refusal),
    });
    blocks.onSealed((lane, head) => this.#sealed(lane, head));
  }

  start(): void {
    const { heads } = this.#needs.opened;
    if (heads.readings[0] > 0) this.#passReadings(heads.readings);
    this.#ended = this.#run();
  }

  status(): PlatformStatus {
    const failure = this.#link.failure();
    const { waiting, backlog } = this.#lane;
    return {
      id: this.#needs.uplink,
      connected: failure === undefined,
      backlog: { urgent: backlog, readings: 0 },
      counters: this.#counters.now(waiting.length),
      states: this.#board.standing(),
      waiting: waiting.slice(0, MOST_SHOWN),
      refusals: this.#refusals,
      ...(failure === undefined ? {} : { failure }),
    };
  }

  async stop(most: Millis): Promise<void> {
    const { clock } = this.#needs;
    const end = clock.elapsed() + most;
    this.#wakeUp.wake();
    // A platform that is away must not hold up the end.
    while (!this.#empty && this.#link.failure() === undefined && clock.elapsed() < end) await sleep(clock, LOOK_EVERY);
    this.#stopping.abort();
    this.#link.end();
    await this.#ended;
    await this.#leave();
  }

  #run(): Promise<void> {
    const { platform, clock, random, uplink, log } = this.#needs;
    return keepSending(
      {
        lane: this.#lane,
        batch: platform.upload.batch,
        clock,
        backoff: createBackoff(random),
        send: this.#send,
        woken: this.#wakeUp.woken,
        leave: () => this.#leave(),
        onTold: (fate) => this.#told(fate),
        onStop: (stop, pause) => this.#stopped(stop, pause),
        onTrouble: (words) => log.warn({ uplink, words }, 'records could not be read'),
        onLooked: (all) => {
          this.#empty = all;
          this.#review();
        },
      },
      this.#stopping.signal,
    );
  }

  /** The way out: counted, bounded in time, and no faster than the platform allows. */
  #calling(): FetchOnce {
    const { platform, clock, fetch } = this.#needs;
    const { timeout, perMinute } = platform.pace;
    const counted: FetchOnce = async (request, signal) => {
      this.#counters.count('calls');
      return await fetch(request, signal);
    };
    return paced(answeringWithin(counted, clock, timeout * 1000), perMinute, clock);
  }

  #sealed(lane: Lane, head: Head): void {
    if (lane === 'readings') {
      this.#passReadings(head);
      return;
    }
    this.#lane.sealed(head);
    this.#empty = false;
    this.#wakeUp.wake();
  }

  /** Readings are not for this platform: as far as it goes, all of them are delivered. */
  #passReadings(head: Head): void {
    this.#needs.blocks.settle(this.#needs.uplink, 'readings', { ...NOTHING_DELIVERED, upTo: head });
  }

  #told(fate: Fate): void {
    this.#link.succeeded();
    if (fate.is !== 'stored') return;
    this.#counters.count('stored');
    if (fate.already) this.#counters.count('already');
  }

  #stopped({ failure }: Stop, pause: Millis): void {
    if (this.#stopping.signal.aborted) return;
    const { uplink, log } = this.#needs;
    this.#counters.count('failures');
    this.#link.failed(failure);
    log.warn({ uplink, code: failure.code, message: failure.message, pause: Math.round(pause) }, 'records not sent');
  }

  #refused(refusal: Refusal): void {
    const { uplink, log, onState } = this.#needs;
    this.#refusals = [...this.#refusals, refusal].slice(-MOST_SHOWN);
    this.#counters.count('refused');
    log.warn({ uplink, ...refusal }, 'a record will not come to the platform by itself');
    // A fact each: the record keeps what a start would forget.
    const { why, test, words } = refusal;
    onState({ on: `uplink:${uplink}`, state: 'refused-records', active: true, reason: `${why} ${test}: ${words}` });
  }

  #review(): void {
    const [first] = this.#lane.waiting;
    if (first === undefined) this.#board.clear('held-records');
    else this.#board.raise('held-records', `${first.why} ${first.what}`.trim());
  }

  async #leave(): Promise<void> {
    const enough = new AbortController();
    await within(this.#needs.clock, GOODBYE, this.#session.leave(enough.signal));
    enough.abort();
  }
}

const fillingOf = ({ platform, settings, codes }: PlatformRelayNeeds): Omit<Filling, 'login' | 'letters'> => ({
  zone: platform.zone,
  settings: { ...presets(platform), ...settings },
  dictionaries: Object.fromEntries(
    Object.entries(platform.dictionaries).map(([name, shipped]) => [name, { ...shipped, ...codes[name] }]),
  ),
});

const presets = ({ settings }: PlatformInterface): Filling['settings'] =>
  Object.fromEntries(Object.entries(settings).map(([name, { preset = '' }]) => [name, preset]));
