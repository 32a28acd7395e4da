import { type Clock, type Millis, sleep } from '../domain/clock.ts';
import type { Fact } from '../domain/fact.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { PersonRef } from '../domain/station-fact.ts';
import type { NoticeFact, NoticeWay } from '../domain/supervision-fact.ts';
import type { Courier } from './courier.ts';
import { couriersOf } from './couriers.ts';
import { Fates } from './fates.ts';
import { createNamings, type Namings } from './namings.ts';
import type { Notice, Ready, Way } from './notice.ts';
import { noticeFact } from './notice-fact.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { Fated } from './parcel.ts';
import type { Recipient } from './plan/route.ts';
import { createUndelivered, type Undelivered } from './undelivered.ts';

/** What bringing notices needs of the parts around it. */
export interface DispatchNeeds {
  readonly saved: readonly SavedState[];
  readonly clock: Clock;
  readonly newId: () => string;
  /** The ways that are there. Several may share one: a modem calls and writes. */
  readonly ways: ReadonlyMap<NoticeWay, Way>;
  refOf(person: string): PersonRef;
  /** Resolves when the facts are durable; the states that have changed go along. */
  know(facts: readonly Fact[]): Promise<unknown>;
  /** What became of a notice, for whoever shows it; `final`: nothing more will be tried. Without the notice for what comes after that: a report, a reply. */
  onFate(fact: NoticeFact, notice: Notice | undefined, final: boolean): void;
}

/** Whoever knows how things stand with what a notice is about. */
export interface NoticeJudge {
  /** Asked before each attempt: about all of a notice, or about the alarms `left` that no newer one names. */
  ready(notice: Notice, left: readonly string[] | undefined): Ready;
  /** Asked before a notice is given up: true where nobody has heard of what it is about by any way, and somebody must. */
  isOwed(notice: Notice): boolean;
  /** Hears of notices of a cause of which nothing has reached anybody, and nothing is likely to. */
  onVain(notice: Notice): void;
}

/** A notice before it has an id and a recipient. */
export type Message = Omit<Notice, 'id' | keyof Recipient>;

/** A notice goes out although the disk has not said that it holds what was to be told before: a stuck card must not silence an alarm. */
const LONGEST_COMMIT: Millis = 5_000;

/** A notice that came to nothing so often goes on being tried, and nobody waits for it any more: the next step is taken. */
const IN_VAIN = 3;

/** Brings notices by all ways, and makes each change of their fate a fact. */
export class Dispatch {
  readonly #needs: DispatchNeeds;
  readonly #outbox: Outbox;
  readonly #couriers: ReadonlyMap<NoticeWay, Courier>;
  readonly #fates = new Fates();
  readonly #namings: Namings = createNamings();
  readonly #undelivered = createUndelivered();
  readonly #judge: NoticeJudge;

  /** Takes over what the run before had not brought. */
  constructor(needs: DispatchNeeds, judge: NoticeJudge) {
    this.#needs = needs;
    this.#outbox = createOutbox(needs.saved);
    this.#judge = judge;
    this.#couriers = couriersOf(needs.ways, {
      clock: needs.clock,
      ready: (notice) => judge.ready(notice, this.#namings.leftBy(notice)),
      isOwed: (notice) => judge.isOwed(notice),
      note: (fated) => this.#note(fated),
    });
  }

  /** Goes on where the run before ended. What was under way then may have gone out: nobody knows, and it is tried again. */
  begin(): void {
    const entries = this.#outbox.all();
    const reason = 'the box ended while it was sent';
    const doubts = entries
      .filter(({ begun }) => begun)
      .map(({ notice, attempt }) => this.#note({ notice, attempt, fate: 'uncertain', reason, final: false }));
    void Promise.all(doubts).then(() => {
      for (const { notice, attempt } of entries) this.#couriers.get(notice.way)?.take({ notice, attempt });
    });
  }

  /** Brings a message to each recipient whom a way reaches; gives the ids of the notices. */
  send(to: readonly Recipient[], message: Message): readonly string[] {
    const { newId } = this.#needs;
    const notices = to
      .filter(({ way }) => this.#couriers.has(way))
      .map((recipient) => ({ id: newId(), ...recipient, ...message }));
    for (const notice of notices) this.#enter(notice);
    if (message.about === 'alarm' || message.about === 'power') this.#fates.begin(message.alarms);
    // The plan that says “told” and the notices that are to be brought are one transaction: neither twice nor never.
    void this.#durable([]).then(() => {
      for (const notice of notices) this.#couriers.get(notice.way)?.take({ notice, attempt: 0 });
    });
    return notices.map(({ id }) => id);
  }

  /** A way that could bring nothing can again. */
  resume(way: NoticeWay): void {
    this.#couriers.get(way)?.resume();
  }

  /** Tells the record of what is held back. */
  hold(to: readonly Recipient[], message: Pick<Message, 'about' | 'alarms'>): void {
    const [recipient] = to;
    if (recipient === undefined) return;
    const notice = { id: this.#needs.newId(), ...recipient, ...message, causes: [], title: '', text: '' };
    void this.#durable([noticeFact({ notice, attempt: 1, fate: 'held' }, this.#needs)]);
  }

  /**
   * A notice has reached its recipient, as the network reports, or was given up for good: then it is as if it had never gone
   * out, and where no text has reached anybody, nobody waits for an answer.
   */
  reported(id: string, fate: 'delivered' | 'failed'): void {
    const fact = this.#fates.of(id);
    if (fact?.fate !== 'sent') return;
    const at = this.#needs.clock.now();
    if (fate === 'delivered') {
      this.#remember({ ...fact, at, fate });
      return;
    }
    this.#fates.undo(fact);
    const failed: NoticeFact = { ...fact, at, fate, reason: 'the network has given it up' };
    const notice = this.#fates.sent(id);
    this.#needs.onFate(failed, undefined, true);
    void this.#durable([failed]);
    if (notice !== undefined && !fact.alarms.some((alarm) => this.isRead(alarm))) this.#judge.onVain(notice);
  }

  /** A person has replied to the last notice of this way that he had when he wrote, so long ago. */
  answered(way: NoticeWay, person: string, age: Millis): void {
    const fact = this.#fates.lastTo(way, this.#needs.refOf(person), this.#needs.clock.now() - age);
    if (fact === undefined || fact.fate === 'answered') return;
    this.#remember({ ...fact, at: this.#needs.clock.now(), fate: 'answered' });
  }

  /** False where every message of these alarms was in vain so far; of what the run before told, that isn't known. */
  isHeard(alarms: readonly string[]): boolean {
    return this.#fates.isHeard(alarms);
  }

  /** True where a message of any way that names the alarm went out in this run. */
  hasGone(alarm: string): boolean {
    return this.#fates.hasGone(alarm);
  }

  /** True where a text that names the alarm went out in this run, or a call about it was taken. */
  isRead(alarm: string): boolean {
    return this.#fates.isRead(alarm);
  }

  /** True where the person is still to get the first message of this way that names the alarm: a reply can't mean that one. */
  isStillComing(alarm: string, way: NoticeWay, person: string): boolean {
    const isComing = this.#outbox
      .all()
      .some(({ notice }) => notice.way === way && notice.to === person && notice.alarms.includes(alarm));
    return isComing && !this.#fates.hasGone(alarm, way, this.#needs.refOf(person));
  }

  /** Notices that have not come to their end. */
  waiting(): number {
    return this.#outbox.all().length;
  }

  /** Notices that have come to nothing so far, as far as they are still owed to somebody. */
  undelivered(): readonly Undelivered[] {
    return this.#undelivered.all().filter(({ notice }) => this.#judge.isOwed(notice));
  }

  takeStates(): readonly SavedState[] {
    return this.#outbox.takeStates();
  }

  get ignored(): readonly SavedState[] {
    return this.#outbox.ignored;
  }

  async stop(): Promise<void> {
    await Promise.all([...new Set(this.#couriers.values())].map((courier) => courier.stop()));
  }

  async #note(fated: Fated): Promise<void> {
    const { notice, attempt, fate, final } = fated;
    if (final) this.#outbox.remove(notice.id);
    else this.#outbox.put({ notice, attempt, begun: fate === 'begun' });
    const fact = noticeFact(fated, this.#needs);
    if (fate === 'sent' || fate === 'delivered') this.#fates.went(fact, notice);
    this.#undelivered.note(fated, fact.at);
    this.#needs.onFate(fact, notice, final);
    const cameToNothing = fate === 'failed' || fate === 'uncertain';
    if (cameToNothing && (final || attempt >= IN_VAIN) && this.#isInVain(notice)) this.#judge.onVain(notice);
    await this.#durable([fact]);
  }

  #enter(notice: Notice): void {
    this.#outbox.put({ notice, attempt: 0, begun: false });
    this.#namings.enter(notice);
  }

  #isInVain({ causes, alarms }: Notice): boolean {
    const mayReach = this.#outbox
      .all()
      .some(({ notice, attempt }) => attempt < IN_VAIN && notice.causes.some((cause) => causes.includes(cause)));
    return !mayReach && !alarms.some((id) => this.hasGone(id));
  }

  #remember(fact: NoticeFact): void {
    this.#fates.went(fact);
    this.#needs.onFate(fact, undefined, true);
    void this.#durable([fact]);
  }

  // Whoever keeps the record reports its loss; telling goes on.
  async #durable(facts: readonly Fact[]): Promise<void> {
    const waited = new AbortController();
    const kept = this.#needs.know(facts).then(
      () => undefined,
      () => undefined,
    );
    await Promise.race([kept, sleep(this.#needs.clock, LONGEST_COMMIT, waited.signal)]);
    waited.abort();
  }
}
