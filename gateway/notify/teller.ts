import type { AlarmState } from '../domain/alarm.ts';
import { type Cancel, type Clock, instantOf, type Millis } from '../domain/clock.ts';
import type { Fact } from '../domain/fact.ts';
import { minuteOfDay } from '../domain/local-time.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { deadlineNotice, lifeNotice, type QuietCabinet } from './daily-words.ts';
import { createDeadlineBook, type DeadlineBook, type Deadlines, type DueThing, EVENING } from './deadlines.ts';
import { Dispatch, type DispatchNeeds } from './dispatch.ts';
import type { Notice } from './notice.ts';
import { alarmNotice, type WordsNeeds } from './notice-words.ts';
import { answeredBy, type Understood } from './plan/answered.ts';
import { calling, HOUR, standing } from './plan/cause.ts';
import type { PlaceOf } from './plan/cause-key.ts';
import type { Routes } from './plan/due.ts';
import { type Announcement, hastened, planDue } from './plan/plan.ts';
import { isYoung, type PlanState, takeAlarm, takeStanding, withUnnamed } from './plan/plan-state.ts';
import { type MessageWay, reachingSteps, recipientsOf } from './plan/route.ts';
import { planStates, restoredPlan } from './plan/saved-plan.ts';
import { type NowStanding, readyNow } from './ready-now.ts';
import { lifeDue, type SignOfLife } from './sign-of-life.ts';

/** Who is told in which order, how often, and what else is told. */
export interface TellerRoutes extends Routes {
  readonly perHour: number;
  readonly signOfLife?: SignOfLife;
  readonly deadlines: readonly Deadlines[];
}

/** What the teller needs of the parts around it. */
export interface TellerNeeds extends DispatchNeeds, WordsNeeds {
  readonly clock: Clock;
  readonly routes: TellerRoutes;
  readonly placeOf: PlaceOf;
  /** How many cabinets are watched. */
  readonly cabinets: number;
  /** Ways that fail for now, in words; said in the sign of life. */
  ill(): readonly string[];
  /** What has fallen due, and isn't done. */
  due(): readonly DueThing[];
  /** Cabinets in maintenance, or switched off as planned. */
  quiet(): readonly QuietCabinet[];
  /** Alarms of which somebody is still owed something, those that are over among them. */
  owed(): readonly AlarmState[];
}

/** The sign of life is looked for so often; nothing else waits for it. */
const LOOK: Millis = 30_000;

/** “All is well” is true for so long. */
const LIFE_HOLDS: Millis = 2 * HOUR;

/** Nobody who asked for a test waits for it longer. */
const TEST_HOLDS: Millis = HOUR;

/** “Over” says a time of day: the day after it would be another. */
const END_HOLDS: Millis = 12 * HOUR;

/** A box that starts first sees how its cabinets are: what was due while it was off is told with what it finds. */
const FIRST_LOOK: Millis = 15_000;

/** Tells people: takes alarms after their commit, and brings notices by all ways. */
export class Teller {
  readonly #needs: TellerNeeds;
  readonly #routes: TellerRoutes;
  readonly #dispatch: Dispatch;
  readonly #deadlines: DeadlineBook;
  readonly #ignored: readonly SavedState[];
  #plan: PlanState;
  #saved: PlanState | undefined;
  #anchor: number;
  #timer: Cancel | undefined;
  #firstLook: Millis = 0;
  #stopped = false;

  /** Opens the teller where the run before left it; nothing is told before `begin`. */
  constructor(needs: TellerNeeds) {
    const { clock, routes } = needs;
    this.#needs = needs;
    this.#routes = { ...routes, steps: reachingSteps(routes.steps, routes) };
    this.#dispatch = new Dispatch(
      needs,
      (notice, left) => readyNow(notice, left, this.#now(), needs),
      (notice) => this.#passOn(notice),
    );
    const { plan, ignored } = restoredPlan(needs.saved, instantOf(clock));
    this.#plan = plan;
    this.#saved = plan;
    this.#deadlines = createDeadlineBook(routes.deadlines, needs.timezone, needs.saved);
    this.#ignored = [...ignored, ...this.#dispatch.ignored, ...this.#deadlines.ignored];
    this.#anchor = clock.now() - clock.elapsed();
  }

  /** Takes the alarms that stand at the start, and begins; what was under way when the run before ended is tried again. */
  begin(alarms: readonly AlarmState[]): void {
    const { clock, timezone } = this.#needs;
    this.#plan = takeStanding(this.#plan, alarms, clock.elapsed());
    for (const alarm of alarms) this.#takeOne(alarm);
    const { signOfLife } = this.#routes;
    // A box that has never given a sign of life begins with the next.
    if (signOfLife !== undefined && this.#plan.aliveOn === undefined)
      this.#plan = { ...this.#plan, aliveOn: lifeDue(signOfLife, clock.now(), timezone, undefined) ?? '' };
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
    const meant = answeredBy(this.#plan, person, code, this.#needs.clock.elapsed() - age);
    if (meant === undefined) return { is: 'wrong-number' };
    this.#dispatch.answered('sms', person, age);
    const alarms = meant.alarms.filter((id) => !this.#dispatch.isStillComing(id, 'sms', person));
    if (alarms.length > 0) return { is: 'acknowledged', alarms };
    return { is: meant.isTooOld ? 'too-old' : 'late' };
  }

  /** True while the first message that names the alarm is still to come, within its first minute: whoever acknowledges all that stands can't mean that one. */
  isUntold(alarm: string): boolean {
    const { steps } = this.#routes;
    return steps.length > 0 && !this.#dispatch.hasGone(alarm) && isYoung(this.#plan, alarm, this.#needs.clock.elapsed());
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
    const { causes } = this.#plan;
    return {
      standing: causes.flatMap((cause) => standing(cause).map(({ state }) => state.id)),
      calling: causes.flatMap((cause) => calling(cause).map(({ state }) => state.id)),
    };
  }

  /** Notices that have not come to their end. */
  waiting(): number {
    return this.#dispatch.waiting();
  }

  /** States that changed since they were last asked for. */
  takeStates(): readonly SavedState[] {
    const plan = planStates(this.#plan, this.#saved, instantOf(this.#needs.clock));
    const states = [...plan, ...this.#dispatch.takeStates(), ...this.#deadlines.takeStates()];
    this.#saved = this.#plan;
    return states;
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
    this.#plan = takeAlarm(this.#plan, alarm, placeOf(alarm.channel), clock.elapsed(), newId);
  }

  #look(): void {
    if (this.#stopped) return;
    this.#timer?.();
    this.#reanchor();
    const { clock } = this.#needs;
    const at = clock.elapsed();
    const before = this.#plan;
    const planned = planDue(before, this.#routes, at);
    this.#plan = planned.plan;
    for (const announcement of planned.announcements) this.#announce(announcement, before);
    for (const { to, about, alarms } of planned.held) this.#dispatch.hold(to, { about, alarms: alarms.map(({ id }) => id) });
    this.#giveLife();
    this.#giveDeadlines();
    const next = (planned.next ?? Number.POSITIVE_INFINITY) - at;
    this.#timer = clock.after(Math.max(1, Math.min(LOOK, next)), () => this.#look());
  }

  #announce({ about, causes, alarms, along, to, ...more }: Announcement, before: PlanState): void {
    const isPower = about === 'alarm' && alarms.some(({ cause, active }) => cause === 'mains' && active);
    const named = isPower ? 'power' : about;
    const all = [...alarms, ...along].map(({ id }) => id);
    let unnamed: readonly string[] = all;
    // That it was beyond the law is told also where no message of it has reached anybody: it is no end of a cause, but news.
    const isNews = about === 'cleared' && alarms.some(({ level }) => level === 'legal') && !this.#dispatch.isHeard(all);
    // Nobody reads what is replied to a robot or a mail: only whoever can answer is asked to.
    for (const canReply of [true, false]) {
      const those = to.filter(({ way }) => (way === 'sms' || way === 'voice') === canReply);
      if (those.length === 0) continue;
      const { unnamed: left, ...words } = alarmNotice({ about: named, alarms, along, canReply, ...more }, this.#needs);
      const told = all.filter((id) => !left.includes(id));
      unnamed = unnamed.filter((id) => left.includes(id));
      const until = about === 'cleared' && !isNews ? { until: this.#needs.clock.now() + END_HOLDS } : {};
      this.#dispatch.send(those, { about: named, causes: isNews ? [] : [...causes], alarms: told, ...words, ...until });
    }
    if (unnamed.length > 0) this.#plan = withUnnamed(this.#plan, before, unnamed);
  }

  #giveLife(): void {
    const { signOfLife } = this.#routes;
    const { clock, timezone, cabinets } = this.#needs;
    const today = signOfLife && lifeDue(signOfLife, clock.now(), timezone, this.#plan.aliveOn);
    if (signOfLife === undefined || today === undefined) return;
    this.#plan = { ...this.#plan, aliveOn: today };
    const open = this.#plan.causes.flatMap(({ alarms }) => alarms.map(({ state }) => state).filter(({ active }) => active));
    const { ill, due, quiet, owed } = this.#needs;
    const words = lifeNotice({ cabinets, open, quiet: quiet(), ill: ill(), due: due(), owed: owed() }, this.#needs);
    const alarms = open.map(({ id }) => id);
    this.#dispatch.send(recipientsOf(signOfLife, this.#routes), {
      about: 'sign-of-life',
      causes: [],
      alarms,
      ...words,
      until: clock.now() + LIFE_HOLDS,
    });
  }

  // Within the hour's bound like any other: what has waited for a day can wait for an hour more.
  #giveDeadlines(): void {
    const { clock, timezone } = this.#needs;
    for (const news of this.#deadlines.news(clock.now(), () => this.#needs.due())) {
      const at = clock.elapsed();
      const to = recipientsOf(news.entry, this.#routes);
      const message: Pick<Notice, 'about' | 'alarms'> = { about: 'deadline', alarms: [] };
      if (this.#plan.sentAt.filter((sent) => at - sent < HOUR).length >= this.#routes.perHour) {
        if (news.isNews) this.#dispatch.hold(to, message);
        continue;
      }
      this.#plan = { ...this.#plan, sentAt: [...this.#plan.sentAt, at] };
      this.#deadlines.told(news);
      const until = clock.now() + (EVENING - minuteOfDay(clock.now(), timezone)) * 60_000;
      this.#dispatch.send(to, { ...message, causes: [], ...deadlineNotice(news.things, this.#needs), until });
    }
  }

  // What is saved carries both clocks: when the wall clock is set, all of it is saved anew.
  #reanchor(): void {
    const { clock } = this.#needs;
    const now = clock.now() - clock.elapsed();
    if (Math.abs(now - this.#anchor) > 1_000) this.#saved = undefined;
    this.#anchor = now;
  }

  #now(): NowStanding {
    return {
      now: this.#needs.clock.now(),
      causes: this.#plan.causes,
      isHeard: (alarms) => this.#dispatch.isHeard(alarms),
      isRead: (alarm) => this.#dispatch.isRead(alarm),
    };
  }

  // A step by which nobody was reached must not use up the time until the next.
  #passOn({ causes, about }: Notice): void {
    if (about === 'cleared') return;
    this.#plan = hastened(this.#plan, causes, this.#routes, this.#needs.clock.elapsed());
    this.#look();
  }
}
