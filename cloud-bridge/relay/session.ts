import type { SealedBlock } from '../../gateway/domain/block.ts';
import type { Cancel, Clock } from '../../gateway/domain/clock.ts';
import { wordsOf } from '../../gateway/domain/edge-error.ts';
import { LANES, type Lane } from '../../gateway/domain/lane.ts';
import { packMessage } from '../contract/block-message.ts';
import type { Topics } from '../contract/topics.ts';
import { fetchWanted } from './block-selection.ts';
import { createFlight, ENVELOPE, type Flight } from './flight.ts';
import type { LaneDelivery, LaneWant } from './lane-delivery.ts';
import { createLaneRests, type LaneRests } from './lane-rests.ts';
import type { LinkWindow } from './link-window.ts';
import type { Connection, PublishOutcome } from './publisher.ts';
import type { SealedBlocks } from './sealed-blocks.ts';
import type { SentRun } from './unanswered.ts';

export interface SessionNeeds {
  readonly connection: Connection;
  readonly topics: Topics;
  readonly lanes: Readonly<Record<Lane, LaneDelivery>>;
  readonly blocks: Pick<SealedBlocks, 'undelivered' | 'blocks'>;
  readonly clock: Clock;
  readonly window: LinkWindow;
  /** A message goes out, with so many readings or facts. */
  onSent(lane: Lane, payload: Uint8Array, held: number): void;
  /** The broker has taken a message. */
  onTaken(lane: Lane): void;
  onDenied(lane: Lane, reason: string): void;
  /** One block is longer than the broker takes. */
  onTooLong(lane: Lane, block: SealedBlock): void;
  /** The connection is as good as dead: answers don't come, or the journal doesn't give. */
  onDead(reason: string): void;
}

/** Bytes of lines in one message, whatever the link could carry: to copy and pack them must not take long on a small processor. */
export const MOST_TEXT = 98_304;

/** Sends what the lanes have over one connection, until it ends. */
export class Session {
  readonly #needs: SessionNeeds;
  readonly #flight: Flight;
  readonly #rests: LaneRests;
  /** Bytes on the air for a byte of lines, as it was of late. */
  #density = 0.4;
  #ended = false;
  /** Lanes for which a message is being made. */
  readonly #making = new Set<Lane>();
  #cancelWake: Cancel | undefined;

  constructor(needs: SessionNeeds) {
    this.#needs = needs;
    this.#flight = createFlight(needs.clock, needs.window, needs.connection.mostInFlight);
    this.#rests = createLaneRests(needs.clock);
  }

  /** True while nothing is on its way or about to be. */
  get idle(): boolean {
    return this.#making.size === 0 && this.#flight.messages() === 0;
  }

  /** Looks whether there is something to send. Cheap; called whenever something may have changed. */
  pump(): void {
    if (this.#ended) return;
    for (let next = this.#next(); next !== undefined; next = this.#next()) this.#begin(...next);
    if (this.#making.size === 0) this.#wakeWhenDue();
  }

  /** Sends no more; answers that still come are let go. */
  end(): void {
    this.#ended = true;
    this.#cancelWake?.();
    this.#flight.clear();
  }

  #begin(lane: Lane, want: LaneWant): void {
    this.#making.add(lane);
    this.#make(lane, want).then(
      () => {
        this.#making.delete(lane);
        this.pump();
      },
      (error: unknown) => this.#dead(wordsOf(error)),
    );
  }

  async #make(lane: Lane, want: LaneWant): Promise<void> {
    const bytes = Math.min(MOST_TEXT, Math.floor(this.#needs.window.piece() / this.#density));
    const blocks = await fetchWanted(this.#needs.blocks, this.#needs.lanes[lane], lane, want, bytes);
    if (blocks.length > 0) await this.#pack(lane, blocks, want.is === 'newest');
    else if (want.is === 'newest') this.#needs.lanes[lane].passOverLive();
    else if (want.is === 'oldest') this.#rests.empty(lane);
  }

  /** Urgent before readings, and all that is new before all that is old. */
  #next(): readonly [Lane, LaneWant] | undefined {
    const { lanes, clock } = this.#needs;
    const open = LANES.filter((lane) => this.#rests.isOpen(lane));
    const fits = this.#making.size === 0 && this.#flight.fits();
    for (const lane of open) {
      const want = fits || (lane === 'urgent' && this.#fitsUrgent()) ? lanes[lane].wantLive() : undefined;
      if (want !== undefined) return [lane, want];
    }
    for (const lane of fits ? open : []) {
      const want = lanes[lane].wantRest(clock.elapsed());
      if (want !== undefined) return [lane, want];
    }
    return undefined;
  }

  /** Readings may take long to fetch and to pack: what is urgent is made beside them, and may be gone before. */
  #fitsUrgent(): boolean {
    return !this.#making.has('urgent') && this.#flight.fitsUrgent(this.#making.size);
  }

  async #pack(lane: Lane, blocks: readonly SealedBlock[], live: boolean): Promise<void> {
    const [block] = blocks;
    if (this.#ended || block === undefined) return;
    const payload = await packMessage(blocks.map(({ line }) => line));
    if (payload.length + ENVELOPE <= (this.#needs.connection.longest ?? Number.POSITIVE_INFINITY)) {
      this.#send(lane, blocks, payload, live);
    } else if (blocks.length > 1) {
      await this.#pack(lane, blocks.slice(0, Math.floor(blocks.length / 2)), live);
    } else {
      this.#needs.lanes[lane].refuse([block.first, block.last]);
      this.#needs.onTooLong(lane, block);
    }
  }

  #send(lane: Lane, blocks: readonly SealedBlock[], payload: Uint8Array, live: boolean): void {
    const first = blocks[0];
    const last = blocks.at(-1);
    if (this.#ended || first === undefined || last === undefined) return;
    const { lanes, connection, topics, clock, onSent } = this.#needs;
    const text = blocks.reduce((sum, { line }) => sum + line.length, 0);
    this.#density = 0.7 * this.#density + (0.3 * payload.length) / text;
    const run: SentRun = { first: first.first, last: last.last, hash: last.hash, sentAt: clock.elapsed(), live };
    const land = this.#flight.launch(payload.length, () => this.#dead('no-acknowledgement'));
    lanes[lane].sent(run, payload.length + ENVELOPE);
    onSent(lane, payload, run.last - run.first + 1);
    connection.publish(topics.lanes[lane], payload).then(
      (outcome) => this.#landed(lane, run, outcome, land),
      (error: unknown) => this.#dead(wordsOf(error)),
    );
  }

  #landed(lane: Lane, run: SentRun, outcome: PublishOutcome, land: Cancel): void {
    if (this.#ended) return;
    land();
    const { lanes, clock, onTaken, onDenied } = this.#needs;
    if (outcome.is === 'taken') {
      this.#rests.allowed(lane);
      lanes[lane].taken(run, clock.elapsed());
      onTaken(lane);
    } else {
      this.#rests.denied(lane);
      lanes[lane].returned(run);
      onDenied(lane, outcome.reason);
    }
    this.pump();
  }

  /** Nothing can be sent now: wakes when an unanswered message, or a lane that rests, is due. */
  #wakeWhenDue(): void {
    this.#cancelWake?.();
    // An answer that is still to come pumps by itself.
    if (this.#ended || this.#flight.messages() > 0) return;
    const { lanes, clock } = this.#needs;
    const open = LANES.filter((lane) => this.#rests.isOpen(lane));
    const at = Math.min(this.#rests.overAt(), ...open.map((lane) => lanes[lane].dueAt));
    if (Number.isFinite(at)) this.#cancelWake = clock.after(Math.max(1, at - clock.elapsed()), () => this.pump());
  }

  #dead(reason: string): void {
    if (this.#ended) return;
    this.end();
    this.#needs.onDead(reason);
  }
}
