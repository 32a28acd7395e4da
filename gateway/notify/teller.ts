import type { AlarmState } from '../domain/alarm.ts';
import type { Cancel, Clock, Millis } from '../domain/clock.ts';
import type { Fact } from '../domain/fact.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { announce } from './announce.ts';
import { awaitFirstLife, type DailyNeeds, type DailyRoutes, giveDeadlines, giveLife } from './daily-messages.ts';
import { createDeadlineBook, type DeadlineBook } from './deadlines.ts';
import { Dispatch, type DispatchNeeds } from './dispatch.ts';
import { type KeptPlan, openPlan } from './kept-plan.ts';
import type { Notice } from './notice.ts';
import { answeredBy, type Understood } from './plan/answered.ts';
import { calling, HOUR, standing } from './plan/cause.ts';
import type { PlaceOf } from './plan/cause-key.ts';
import type { Routes } from './plan/due.ts';
import { type Announcement, hastened, planDue } from './plan/plan.ts';
import { isYoung, type PlanState, takeAlarm, takeStanding, withUnnamed } from './plan/plan-state.ts';
import { type MessageWay, reachingSteps, recipientsOf } from './plan/route.ts';
import { isOwed, type NowStanding, readyNow } from './ready-now.ts';
import type { Undelivered } from './undelivered.ts';

/** Who is told in which order, how often, and what else is told. */
export interface TellerRoutes extends Routes, DailyRoutes {}

/** What the teller needs of the parts around it. */
export interface TellerNeeds extends DispatchNeeds, DailyNeeds {
  readonly clock: Clock;
  readonly routes: TellerRoutes;
  readonly placeOf: PlaceOf;
}

/** The sign of life is looked for so often; nothing else waits for it. */
const LOOK: Millis = 30_000;

/** Nobody who asked for a test waits for it longer. */
const TEST_HOLDS: Millis = HOUR;

/** A box that starts first sees how its cabinets are: what was due while it was off is told with what it finds. */
const FIRST_LOOK: Millis = 15_000;

/** Tells people: takes alarms after their commit, and brings notices by all ways. */
export class Teller {
  readonly #needs: TellerNeeds;
  readonly #routes: TellerRoutes;
  readonly #dispatch: Dispatch;
  readonly #deadlines: DeadlineBook;
  readonly #ignored: readonly SavedState[];
  readonly #plan: KeptPlan;
  #timer: Cancel | undefined;
  #firstLook: Millis = 0;
  #stopped = false;

  /** Opens the teller where the run before left it; nothing is told before `begin`. */
  constructor(needs: TellerNeeds) {
    const { clock, routes } = needs;
    this.#needs = needs;
    this.#routes = { ...routes, steps: reachingSteps(routes.steps, routes) };
    this.#dispatch = new Dispatch(needs, {
      ready: (notice, left) => readyNow(notice, left, this.#now(), needs),
      isOwed: (notice) => isOwed(notice, this.#now()),
      onVain: (notice) => this.#passOn(notice),
    });
    this.#plan = openPlan(needs.saved, clock);
    this.#deadlines = createDeadlineBook(routes.deadlines, needs.timezone, needs.saved);
    this.#ignored = [...this.#plan.ignored, ...this.#dispatch.ignored, ...this.#deadlines.ignored];
  }

  /** Takes the alarms that stand at the start, and begins; what was under way when the run before ended is tried again. */
  begin(alarms: readonly AlarmState[]): void {
    const { clock } = this.#needs;
    this.#plan.become(takeStanding(this.#plan.now(), alarms, clock.elapsed()));
    for (const alarm of alarms) this.#takeOne(alarm);
    awaitFirstLife(this.#plan, this.#routes, this.#needs);
    this.#dispatch.begin();
    this.#firstLook = clock.elapsed() + FIRST_LOOK;
    this.#timer = clock.after(FIRST_LOOK, () => this.#look());
  }

  /** What became known, once it is durable. */
  take(facts: readonly Fact[]): void {
    const alarms = facts.filter((fact) => fact.kind === 'alarm');
    for (const alarm of alarms) this.#takeOne(alarm);
    if (alarms.length > 0 && this.#isWorthALook(alarms)) this.#look();
  }

  /** A person has replied by short message, so long ago, that a message was seen, that of `code` or all: of what he was told by then, what nobody has acknowledged. */
  repliedBy(person: string, code?: number, age: Millis = 0): Understood {
    const meant = answeredBy(this.#plan.now(), person, code, this.#needs.clock.elapsed() - age);
    if (meant === undefined) return { is: 'wrong-number' };
    this.#dispatch.answered('sms', person, age);
    const alarms = meant.alarms.filter((id) => !this.#dispatch.isStillComing(id, 'sms', person));
    if (alarms.length > 0) return { is: 'acknowledged', alarms };
    return { is: meant.isTooOld ? 'too-old' : 'late' };
  }

  /** True while the first message that names the alarm is still to come, within its first minute: whoever acknowledges all that stands can't mean that one. */
  isUntold(alarm: string): boolean {
    const { steps } = this.#routes;
    return steps.length > 0 && !this.#dispatch.hasGone(alarm) && isYoung(this.#plan.now(), alarm, this.#needs.clock.elapsed());
  }

  /** What the network reports of a notice that went out: it has reached its recipient, or was given up for good. */
  reported(id: string, fate: 'delivered' | 'failed'): void {
    this.#dispatch.reported(id, fate);
  }

  /** A way that could bring nothing can again: what waits for it goes at once, as far as it is still wanted. */
  isBack(way: MessageWay): void {
    this.#dispatch.resume(way);
  }

  /** Sends a test to a person, by each of the ways that reaches him; gives the ids of the notices. */
  test(person: string, by: readonly MessageWay[]): readonly string[] {
    const { site, language } = this.#needs;
    const text = say(language, 'notify.test', { site });
    const title = `${site} ${say(language, 'notify.title.test')}`;
    return this.#dispatch.send(recipientsOf({ tell: [person], by }, this.#routes), {
      about: 'test',
      causes: [],
      alarms: [],
      title,
      text,
      until: this.#needs.clock.now() + TEST_HOLDS,
    });
  }

  /** Lamp and buzzer follow this: the alarms that stand, and those of them that nobody has acknowledged. */
  shows(): { readonly standing: readonly string[]; readonly calling: readonly string[] } {
    const { causes } = this.#plan.now();
    return {
      standing: causes.flatMap((cause) => standing(cause).map(({ state }) => state.id)),
      calling: causes.flatMap((cause) => calling(cause).map(({ state }) => state.id)),
    };
  }

  /** Notices that have not come to their end. */
  waiting(): number {
    return this.#dispatch.waiting();
  }

  /** Messages about alarms that have come to nothing so far, while nobody has heard of them by another way. */
  undelivered(): readonly Undelivered[] {
    return this.#dispatch.undelivered();
  }

  /** States that changed since they were last asked for. */
  takeStates(): readonly SavedState[] {
    return [this.#plan, this.#dispatch, this.#deadlines].flatMap((part) => part.takeStates());
  }

  /** Saved states that could not be read. */
  get ignored(): readonly SavedState[] {
    return this.#ignored;
  }

  /** Ends what is under way; what waits stays saved. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.();
    await this.#dispatch.stop();
  }

  // A power cut waits for nothing: the box may be next.
  #isWorthALook(alarms: readonly AlarmState[]): boolean {
    return this.#needs.clock.elapsed() >= this.#firstLook || alarms.some(({ cause, active }) => cause === 'mains' && active);
  }

  #takeOne(alarm: AlarmState): void {
    const { placeOf, clock, newId } = this.#needs;
    this.#plan.become(takeAlarm(this.#plan.now(), alarm, placeOf(alarm.channel), clock.elapsed(), newId));
  }

  #look(): void {
    if (this.#stopped) return;
    this.#timer?.();
    this.#plan.reanchor();
    const { clock } = this.#needs;
    const at = clock.elapsed();
    const before = this.#plan.now();
    const planned = planDue(before, this.#routes, at);
    this.#plan.become(planned.plan);
    for (const announcement of planned.announcements) this.#announce(announcement, before);
    for (const { to, about, alarms } of planned.held) this.#dispatch.hold(to, { about, alarms: alarms.map(({ id }) => id) });
    const means = { plan: this.#plan, book: this.#deadlines, dispatch: this.#dispatch };
    giveLife(means, this.#routes, this.#needs);
    giveDeadlines(means, this.#routes, this.#needs);
    const next = (planned.next ?? Number.POSITIVE_INFINITY) - at;
    this.#timer = clock.after(Math.max(1, Math.min(LOOK, next)), () => this.#look());
  }

  #announce(announcement: Announcement, before: PlanState): void {
    const unnamed = announce(announcement, this.#dispatch, this.#needs);
    if (unnamed.length > 0) this.#plan.become(withUnnamed(this.#plan.now(), before, unnamed));
  }

  #now(): NowStanding {
    return {
      now: this.#needs.clock.now(),
      causes: this.#plan.now().causes,
      isHeard: (alarms) => this.#dispatch.isHeard(alarms),
      isRead: (alarm) => this.#dispatch.isRead(alarm),
    };
  }

  // A step by which nobody was reached must not use up the time until the next.
  #passOn({ causes, about }: Notice): void {
    if (about === 'cleared') return;
    this.#plan.become(hastened(this.#plan.now(), causes, this.#routes, this.#needs.clock.elapsed()));
    this.#look();
  }
}
