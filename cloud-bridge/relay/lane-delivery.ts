import type { Millis } from '../../gateway/domain/clock.ts';
import {
  coveredWith,
  covers,
  type Delivered,
  type DeliveredRange,
  mergedDelivered,
  withDelivered,
} from '../../gateway/domain/delivered.ts';
import type { Head } from '../../gateway/domain/lane.ts';
import { createAskedAgain } from './asked-again.ts';
import { type NumberRange, withoutRange, withRange } from './number-ranges.ts';
import { createUnanswered, type SentRun } from './unanswered.ts';

/** What a lane has to send next: what is newest, what was asked for, or what is oldest. */
export type LaneWant =
  | { readonly is: 'newest' }
  | { readonly is: 'range'; readonly range: NumberRange }
  | { readonly is: 'oldest' };

/** `stored`: a receiver must say so. `broker`: the broker's word will do, once it is proven not to be an empty one. */
export type Acknowledge = 'stored' | 'broker';

/**
 * Messages of a backlog that wait at a receiver that answers them one by one: one that it works on, and one behind it, besides
 * the next that is made meanwhile. What is urgent overtakes in the box, and nowhere else: beyond the broker it stands behind
 * all that was sent before. Measured with a receiver on the same two cores: with 64, it waited there for a quarter of a second.
 */
const MOST_AT_A_RECEIVER = 2;
/** One more may go when the last has waited for so long: a receiver that stores many together answers seldom. */
const ONE_MORE_AFTER: Millis = 500;
/** Messages that may wait for their answer in all: a receiver that is slow is not buried. */
const MOST_AWAITED = 64;
/** Messages that are remembered as unanswered, live ones included; older ones count as never sent. */
const MOST_REMEMBERED = 256;
/** Ranges that are remembered as refused, as taken by a broker, or as settled. */
const MOST_MARKED = 256;

interface LaneStart {
  readonly delivered: Delivered;
  readonly head: Head;
  readonly acknowledge: Acknowledge;
  /** Called with each change of what is delivered. */
  settle(delivered: Delivered): void;
}

/** How far one lane has come on one uplink: pure bookkeeping, without clock or network. */
export class LaneDelivery {
  #delivered: Delivered;
  #head: Head;
  #flying: readonly SentRun[] = [];
  #refused: readonly NumberRange[] = [];
  #gone: readonly NumberRange[] = [];
  /**
   * All beyond the frontier that is settled one way or the other: delivered, refused or gone. Of what is delivered only few
   * ranges are kept for good; what lies between many refused blocks would else be sent again, and forgotten again, without end.
   */
  #done: readonly NumberRange[] = [];
  /** What a broker has taken, over whatever connection. */
  #handed: readonly NumberRange[] = [];
  #proven = false;
  /** The head that was passed over. */
  #passed = 0;
  #covered: Delivered | undefined;
  readonly #acknowledge: Acknowledge;
  readonly #settle: (delivered: Delivered) => void;
  readonly #unanswered = createUnanswered(MOST_REMEMBERED);
  readonly #asked = createAskedAgain();
  /** What was sent last had been asked for: the backlog is next. */
  #backlogNext = false;

  constructor({ delivered, head, acknowledge, settle }: LaneStart) {
    this.#delivered = delivered;
    this.#head = head;
    this.#acknowledge = acknowledge;
    this.#settle = settle;
  }

  /** What the uplink has of this lane for good. */
  get delivered(): Delivered {
    return this.#delivered;
  }

  get head(): Head {
    return this.#head;
  }

  /** True once the broker's word counts: the right to publish was seen, or a receiver stored something. */
  get proven(): boolean {
    return this.#proven;
  }

  /** All that needn't be sent now: delivered, on its way, refused, or gone. */
  get covered(): Delivered {
    this.#covered ??= coveredWith(this.#delivered, [
      ...[...this.#flying, ...this.#unanswered.all()].map(({ first, last, hash }): DeliveredRange => [first, last, hash]),
      ...this.#done.map(unhashed),
    ]);
    return this.#covered;
  }

  /** Numbers sealed and not yet delivered. */
  get backlog(): number {
    const beyond = this.#delivered.beyond.reduce((sum, [first, last]) => sum + last - first + 1, 0);
    return Math.max(0, this.#head[0] - this.#delivered.upTo[0] - beyond);
  }

  /** True while something sealed has yet to reach a broker. Whether a receiver has it is another question, which can wait. */
  get isWaiting(): boolean {
    return coveredWith(this.#delivered, [...this.#handed, ...this.#done].map(unhashed)).upTo[0] < this.#head[0];
  }

  /** When an unanswered message, or one that was asked for, is due again, or one more of the backlog may go. */
  get dueAt(): Millis {
    return Math.min(this.#unanswered.dueAt(), this.#asked.opensAt(), this.#backlogAt());
  }

  /** True once sending again has been in vain as well. */
  get inVain(): boolean {
    return this.#unanswered.inVain();
  }

  /** True while the box keeps what can't be handed over. */
  get hasRefused(): boolean {
    return this.#refused.length > 0;
  }

  sealed(head: Head): void {
    if (head[0] > this.#head[0]) this.#head = head;
  }

  /** What is new, if anything is. */
  wantLive(): LaneWant | undefined {
    const open = this.#acknowledge === 'stored' || this.#proven || this.#hasRoom();
    return open && this.#head[0] > this.#passed && !covers(this.covered, this.#head[0]) ? { is: 'newest' } : undefined;
  }

  /** What went unanswered for too long; then, in turn, what was asked for again and the backlog. */
  wantRest(now: Millis): LaneWant | undefined {
    const range = this.#takeDue(now) ?? (this.#backlogNext && this.#hasBacklog(now) ? undefined : this.#asked.next(now));
    if (range !== undefined) return { is: 'range', range };
    return this.#hasBacklog(now) ? { is: 'oldest' } : undefined;
  }

  /** A message of so many bytes is on its way. */
  sent(run: SentRun, bytes: number): void {
    this.#flying = [...this.#flying, run];
    this.#backlogNext = this.#asked.sent([run.first, run.last], bytes, run.sentAt);
    if (this.#backlogNext) {
      this.#refused = withoutRange(this.#refused, [run.first, run.last]);
      this.#done = withoutRange(this.#done, [run.first, run.last]);
    }
    this.#changed();
  }

  /** The broker has taken it. */
  taken(run: SentRun, now: Millis): void {
    this.#land(run);
    this.#handed = withRange(this.#handed, [run.first, run.last]).slice(-MOST_MARKED);
    if (coversRun(this.#delivered, run)) return;
    if (this.#acknowledge === 'broker' && this.#proven) this.#deliver(run);
    else this.#unanswered.add({ ...run, sentAt: now });
    this.#changed();
  }

  /** It didn't get there, and is still to be sent. */
  returned(run: SentRun): void {
    this.#land(run);
    // What was asked for again lies within the delivered, and nothing else would remember it.
    if (coversRun(this.#delivered, run)) this.#asked.add([run.first, run.last]);
  }

  /** The right to publish was seen, or the protocol vouches for it: the broker's word counts, and so do its earlier ones. */
  prove(): void {
    this.#proven = true;
    this.#unanswered.progressed();
    if (this.#acknowledge === 'broker') for (const run of this.#unanswered.settle(() => true)) this.#deliver(run);
  }

  /** Takes in a receiver's account, already checked. True when it moved anything. */
  stored(account: Delivered): boolean {
    const merged = mergedDelivered(this.#delivered, account);
    const isDone = ([first, last]: DeliveredRange): boolean => this.#done.some(([from, to]) => from <= first && last <= to);
    if (sameDelivered(merged, this.#delivered) && account.beyond.every(isDone)) return false;
    this.#delivered = merged;
    for (const [first, last] of account.beyond) this.#finish([first, last]);
    this.#settleAnswered();
    this.prove();
    this.#settle(this.#delivered);
    return true;
  }

  /** A receiver can't accept these numbers: they stay in the box, unsent until asked for, and the lane goes on. */
  refuse(range: NumberRange): void {
    this.#refused = withRange(this.#refused, range).slice(-MOST_MARKED);
    this.#asked.remove(range);
    this.#finish(range);
    this.#settleAnswered();
  }

  /** A receiver wants these numbers once more, whatever was said of them before: what that was ends when they are sent. */
  again(ranges: readonly NumberRange[]): void {
    for (const range of ranges) this.#asked.add(range);
  }

  /** The journal no longer has these numbers. */
  gone(range: NumberRange): void {
    if (range[0] <= range[1]) {
      this.#gone = withRange(this.#gone, range).filter(([, last]) => last > this.#delivered.upTo[0]);
      this.#finish(range);
    }
    this.passOver(range);
  }

  /** Of these numbers nothing can be sent again. */
  passOver(range: NumberRange): void {
    if (range[0] <= range[1]) this.#asked.remove(range);
    this.#changed();
  }

  /** The newest block can't be had by itself: it comes with the backlog. */
  passOverLive(): void {
    this.#passed = this.#head[0];
  }

  /** The connection was lost: whatever isn't settled is still to be sent. */
  lost(): void {
    for (const run of this.#flying) this.returned(run);
    this.#unanswered.clear();
    this.#proven = false;
    this.#changed();
  }

  #takeDue(now: Millis): NumberRange | undefined {
    const due = this.#unanswered.takeDue(now);
    if (due !== undefined) this.#changed();
    return due === undefined ? undefined : [due.first, due.last];
  }

  #hasBacklog(now: Millis): boolean {
    return now >= this.#backlogAt();
  }

  /** When a message of the backlog may go; infinite while an answer must come first, or there is no backlog. */
  #backlogAt(): Millis {
    if (!this.#hasRoom() || this.covered.upTo[0] >= this.#head[0]) return Number.POSITIVE_INFINITY;
    const waiting = this.#unanswered.all().filter(({ live }) => !live);
    const last = waiting.length < MOST_AT_A_RECEIVER ? undefined : waiting.at(-1);
    return last === undefined ? 0 : last.sentAt + ONE_MORE_AFTER;
  }

  #hasRoom(): boolean {
    const waiting = this.#flying.length + this.#unanswered.all().length;
    // Until the right to publish is proven, or while nobody answers, one message is the question; more would only double the
    // traffic, and do so again over each new connection.
    const isQuestion = this.inVain || (this.#acknowledge === 'broker' && !this.#proven);
    return isQuestion ? waiting === 0 : waiting < MOST_AWAITED;
  }

  #deliver(run: SentRun): void {
    // Numbers that are gone can't hold up the frontier before the first block that follows them.
    const before = this.#gone.find(([, last]) => last === run.first - 1);
    this.#delivered = withDelivered(this.#delivered, [before?.[0] ?? run.first, run.last, run.hash]);
    this.#finish([run.first, run.last]);
    this.#changed();
    this.#settle(this.#delivered);
  }

  #finish(range: NumberRange): void {
    const beyond = withRange(this.#done, range).filter(([, last]) => last > this.#delivered.upTo[0]);
    this.#done = beyond.slice(-MOST_MARKED);
  }

  #settleAnswered(): void {
    const answered = coveredWith(this.#delivered, this.#done.map(unhashed));
    this.#unanswered.settle((run) => coversRun(answered, run));
    this.#changed();
  }

  #land(run: SentRun): void {
    this.#flying = this.#flying.filter((other) => other !== run);
    this.#changed();
  }

  #changed(): void {
    this.#covered = undefined;
  }
}

/** A range that is only asked about: nobody looks at its hash. */
const unhashed = ([first, last]: NumberRange): DeliveredRange => [first, last, ''];

const coversRun = ({ upTo, beyond }: Delivered, { first, last }: SentRun): boolean =>
  last <= upTo[0] || beyond.some(([from, to]) => from <= first && last <= to);

const sameDelivered = (one: Delivered, other: Delivered): boolean =>
  one.upTo[0] === other.upTo[0] &&
  one.beyond.length === other.beyond.length &&
  one.beyond.every(([first, last], place) => first === other.beyond[place]?.[0] && last === other.beyond[place]?.[1]);
