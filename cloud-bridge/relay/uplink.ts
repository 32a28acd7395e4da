import { type Cancel, type Clock, type Millis, sleep, type UtcMillis } from '../../gateway/domain/clock.ts';
import { type EdgeError, wordsOf } from '../../gateway/domain/edge-error.ts';
import { LANES, type Lane } from '../../gateway/domain/lane.ts';
import { STATUS_EVERY, type Status } from '../contract/status.ts';
import type { Topics } from '../contract/topics.ts';
import { type AnswerQueue, createAnswerQueue } from './answer-queue.ts';
import { closeWithin, kindOf } from './broker-loop.ts';
import { within } from './deadline.ts';
import type { Acknowledge, LaneDelivery } from './lane-delivery.ts';
import { reviewLanes } from './lane-review.ts';
import { createLinkWindow } from './link-window.ts';
import type { Loss } from './name-rival.ts';
import { createPublishProof, type PublishProof } from './publish-proof.ts';
import type { Connection, LossKind, RetainedMessage } from './publisher.ts';
import type { CountingRelay } from './relay-counters.ts';
import type { StateBoard } from './relay-state.ts';
import type { SealedBlocks } from './sealed-blocks.ts';
import { Session } from './session.ts';

export interface UplinkNeeds {
  readonly topics: Topics;
  readonly journal: string;
  readonly lanes: Readonly<Record<Lane, LaneDelivery>>;
  readonly blocks: Pick<SealedBlocks, 'undelivered' | 'blocks'>;
  readonly clock: Clock;
  readonly acknowledge: Acknowledge;
  readonly counters: CountingRelay;
  readonly board: StateBoard;
  readonly log: { info(detail: object, words: string): void; warn(detail: object, words: string): void };
  onStamp(at: UtcMillis): void;
  mains(): Status['mains'];
  describe(): Pick<Status, 'boot' | 'clock' | 'lines' | 'units'>;
}

/** A broker's answer to a question of ours comes within this, or the connection is dead. */
const PATIENCE: Millis = 20_000;
/** Without a connection for this long is a state; shorter breaks are the nature of the network. */
const OFFLINE_AFTER: Millis = 60_000;
const GOODBYE: Millis = 1_000;
const LOOK_EVERY: Millis = 20;
/** A receiver that is there answers within this; of one that doesn't, nobody knows when it will. */
const ANSWER_COMES: Millis = 2_000;

/** What goes on over one uplink's connections, one at a time. */
export class Uplink {
  readonly #needs: UplinkNeeds;
  #connection: Connection | undefined;
  #session: Session | undefined;
  #proof: PublishProof | undefined;
  #finish: (loss: Loss) => void = () => undefined;
  #answers: AnswerQueue;
  readonly #denied = new Set<Lane>();
  #cancelStatus: Cancel | undefined;
  #cancelOffline: Cancel | undefined;
  #failure: EdgeError | undefined;
  /** As the last status said. */
  #mains: Status['mains'];

  constructor(needs: UplinkNeeds) {
    this.#needs = needs;
    this.#answers = this.#newAnswers();
  }

  /** True while blocks can go out. */
  get connected(): boolean {
    return this.#session !== undefined;
  }

  /** Why the last attempt failed; undefined once one has succeeded. */
  get failure(): EdgeError | undefined {
    return this.#failure;
  }

  pump(): void {
    this.#session?.pump();
    const connection = this.#connection;
    // Whoever loses the box right after must know why.
    if (connection !== undefined && this.#session !== undefined && this.#needs.mains() !== this.#mains) this.#renew(connection);
  }

  will(): RetainedMessage {
    return { topic: this.#needs.topics.status, payload: this.#offline('lost') };
  }

  /** An attempt to connect failed. */
  failed(failure: EdgeError): void {
    const { clock, counters, board } = this.#needs;
    counters.count('failures');
    this.#failure = failure;
    // It comes and goes for as long as the other box runs: one state says it, and not the pauses between.
    if (failure.code === 'broker-name-taken') {
      board.raise('name-taken');
      return;
    }
    // Nobody grants by waiting what was refused: a person is told at once.
    if (kindOf(failure.code) === 'refused') board.raise('offline', failure.code);
    this.#cancelOffline ??= clock.after(OFFLINE_AFTER, () => board.raise('offline', this.#failure?.code));
  }

  /** A connection has stayed: nobody else uses this box's name. */
  stayed(): void {
    this.#needs.board.clear('name-taken');
  }

  /** Uses a connection; resolves with a reason when it is lost or let go. */
  use(connection: Connection): Promise<Loss> {
    const { topics, lanes, acknowledge, counters } = this.#needs;
    counters.count('connections');
    this.#connection = connection;
    this.#answers = this.#newAnswers();
    const proof = createPublishProof(connection, topics, lanes, acknowledge);
    this.#proof = proof;
    return new Promise((resolve) => {
      this.#finish = resolve;
      connection.onLost((reason, kind) => this.#lose(connection, reason, kind));
      connection.onMessage((topic, payload) => this.#hear(topic, payload));
      this.#open(connection, proof).catch((error: unknown) => this.#lose(connection, wordsOf(error)));
    });
  }

  /** Waits until what is sealed is delivered, or on its way where nobody answers; not longer than `most`. */
  async handOver(most: Millis): Promise<void> {
    const { clock, lanes, counters } = this.#needs;
    const end = clock.elapsed() + most;
    let quietFrom: Millis = Number.POSITIVE_INFINITY;
    const done = (): boolean => {
      if (this.#session?.idle !== true || this.#answers.heard()) quietFrom = Number.POSITIVE_INFINITY;
      else quietFrom = Math.min(quietFrom, clock.elapsed());
      return LANES.every((lane) => lanes[lane].backlog === 0) || clock.elapsed() - quietFrom >= ANSWER_COMES;
    };
    this.pump();
    const failures = counters.now().failures;
    // Without a connection it is worth one more attempt, no more: a broker that is away must not hold up the end.
    const hope = (): boolean => this.#connection !== undefined || counters.now().failures === failures;
    while (hope() && !done() && clock.elapsed() < end) await sleep(clock, LOOK_EVERY);
  }

  /** Says goodbye, with a status that says so. */
  async close(): Promise<void> {
    this.#cancelOffline?.();
    const connection = this.#connection;
    if (connection === undefined) return;
    const { clock, topics } = this.#needs;
    this.#session?.end();
    await within(clock, GOODBYE, connection.publish(topics.status, this.#offline('ended'), { retain: true }));
    await closeWithin(clock, GOODBYE, connection);
    this.#lose(connection, 'closed');
  }

  async #open(connection: Connection, proof: PublishProof): Promise<void> {
    const { clock, topics, acknowledge, board } = this.#needs;
    const askedAt = clock.elapsed();
    const granted = await within(clock, PATIENCE, connection.subscribe([...topics.answers, ...proof.filters]));
    const roundTrip = clock.elapsed() - askedAt;
    if (granted === undefined) return this.#lose(connection, 'no-answer-to-subscribe');
    if (acknowledge === 'stored' && granted.slice(0, topics.answers.length).includes(false)) board.raise('unheard');
    else board.clear('unheard');
    // The status's acknowledgement comes after what is retained: so no block is sent that is known to be stored.
    if ((await this.#report(connection)) === undefined) return this.#lose(connection, 'no-answer-to-status');
    await this.#answers.emptied();
    if (this.#connection !== connection) return;
    this.#session = this.#sessionOver(connection, proof, roundTrip);
    this.#cancelOffline?.();
    this.#cancelOffline = undefined;
    this.#failure = undefined;
    board.clear('offline');
    this.#session.pump();
  }

  #sessionOver(connection: Connection, proof: PublishProof, roundTrip: Millis): Session {
    const { counters, board, lanes, acknowledge } = this.#needs;
    return new Session({
      ...this.#needs,
      connection,
      window: createLinkWindow(roundTrip),
      onSent: (lane, payload, held) => {
        proof.sent(lane, payload);
        counters.count('messages');
        counters.count('bytes', payload.length);
        counters.count('sent', held);
        reviewLanes(board, lanes, acknowledge);
      },
      onTaken: (lane) => {
        if (this.#denied.delete(lane) && this.#denied.size === 0) board.clear('denied');
      },
      onDenied: (lane, reason) => {
        this.#denied.add(lane);
        counters.count('denied');
        board.raise('denied', `${lane}: ${reason}`);
      },
      onTooLong: (lane, { first, line }) => {
        counters.count('refused');
        board.raise('too-long', `${lane} ${first}: ${line.length}`);
      },
      onDead: (reason) => this.#lose(connection, reason),
    });
  }

  #newAnswers(): AnswerQueue {
    return createAnswerQueue({ ...this.#needs, onTaken: () => this.#moved() });
  }

  #hear(topic: string, payload: Uint8Array): void {
    if (this.#proof?.heard(topic, payload) === true) this.#moved();
    else this.#answers.add(topic, payload);
  }

  #moved(): void {
    const { lanes, board, acknowledge } = this.#needs;
    reviewLanes(board, lanes, acknowledge);
    this.pump();
  }

  #renew(connection: Connection): void {
    this.#report(connection).then(
      (taken) => taken === undefined && this.#lose(connection, 'no-answer-to-status'),
      (error: unknown) => this.#lose(connection, wordsOf(error)),
    );
  }

  /** Publishes the status, and sees to the next one. Undefined when the broker doesn't answer. */
  async #report(connection: Connection): Promise<boolean | undefined> {
    const { clock, topics } = this.#needs;
    this.#cancelStatus?.();
    this.#cancelStatus = clock.after(STATUS_EVERY, () => this.#renew(connection));
    const outcome = await within(clock, PATIENCE, connection.publish(topics.status, this.#online(), { retain: true }));
    return outcome === undefined ? undefined : outcome.is === 'taken';
  }

  #offline(gone: 'ended' | 'lost'): Uint8Array {
    return this.#payload({ online: false, gone });
  }

  #online(): Uint8Array {
    const { lanes, counters, describe } = this.#needs;
    const mains = this.#needs.mains();
    this.#mains = mains;
    const backlog = { urgent: lanes.urgent.backlog, readings: lanes.readings.backlog };
    const said = { ...describe(), ...(mains === undefined ? {} : { mains }), backlog, refused: counters.now().refused };
    return this.#payload({ online: true, every: STATUS_EVERY, ...said });
  }

  #payload(said: Omit<Status, 'v' | 'at' | 'journal'>): Uint8Array {
    const { clock, journal } = this.#needs;
    return Buffer.from(JSON.stringify({ v: 1, at: clock.now(), journal, ...said } satisfies Status));
  }

  #lose(connection: Connection, reason: string, kind: LossKind = 'broken'): void {
    if (this.#connection !== connection) return;
    this.#connection = undefined;
    const wasIdle = this.#session?.idle === true;
    this.#session?.end();
    this.#session = undefined;
    this.#cancelStatus?.();
    for (const lane of LANES) this.#needs.lanes[lane].lost();
    connection.drop();
    this.#needs.log.info({ reason }, 'uplink connection ended');
    this.#finish({ reason, kind, wasIdle });
  }
}
