import type { AlarmState } from '../domain/alarm.ts';
import type { Clock, Millis } from '../domain/clock.ts';
import { minuteOfDay } from '../domain/local-time.ts';
import { deadlineNotice, lifeNotice, type QuietCabinet } from './daily-words.ts';
import { type DeadlineBook, type Deadlines, type DueThing, EVENING } from './deadlines.ts';
import type { Dispatch } from './dispatch.ts';
import type { KeptPlan } from './kept-plan.ts';
import type { Notice } from './notice.ts';
import type { WordsNeeds } from './notice-words.ts';
import { HOUR } from './plan/cause.ts';
import { type Reach, recipientsOf } from './plan/route.ts';
import { lifeDue, type SignOfLife } from './sign-of-life.ts';

/** “All is well” is true for so long. */
const LIFE_HOLDS: Millis = 2 * HOUR;

/** Who is told of the day's state, and of what has fallen due. */
export interface DailyRoutes extends Reach {
  readonly perHour: number;
  readonly signOfLife?: SignOfLife;
  readonly deadlines: readonly Deadlines[];
}

/** What the daily messages need to know of the site. */
export interface DailyNeeds extends WordsNeeds {
  readonly clock: Clock;
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

/** What brings daily messages. What a message says is in the plan before it goes out: both are saved as one. */
export interface DailyMeans {
  readonly plan: Pick<KeptPlan, 'now' | 'become'>;
  readonly book: DeadlineBook;
  readonly dispatch: Pick<Dispatch, 'send' | 'hold'>;
}

/** A box that has never given a sign of life begins with the next. */
export const awaitFirstLife = (
  plan: DailyMeans['plan'],
  { signOfLife }: Pick<DailyRoutes, 'signOfLife'>,
  { clock, timezone }: Pick<DailyNeeds, 'clock' | 'timezone'>,
): void => {
  if (signOfLife === undefined || plan.now().aliveOn !== undefined) return;
  plan.become({ ...plan.now(), aliveOn: lifeDue(signOfLife, clock.now(), timezone, undefined) ?? '' });
};

/** Gives the day's sign of life where it is due. */
export const giveLife = ({ plan, dispatch }: Omit<DailyMeans, 'book'>, routes: DailyRoutes, needs: DailyNeeds): void => {
  const { clock, timezone, cabinets, ill, due, quiet, owed } = needs;
  const { signOfLife } = routes;
  const today = signOfLife && lifeDue(signOfLife, clock.now(), timezone, plan.now().aliveOn);
  if (signOfLife === undefined || today === undefined) return;
  plan.become({ ...plan.now(), aliveOn: today });
  const open = plan.now().causes.flatMap(({ alarms }) => alarms.map(({ state }) => state).filter(({ active }) => active));
  dispatch.send(recipientsOf(signOfLife, routes), {
    about: 'sign-of-life',
    causes: [],
    alarms: open.map(({ id }) => id),
    ...lifeNotice({ cabinets, open, quiet: quiet(), ill: ill(), due: due(), owed: owed() }, needs),
    until: clock.now() + LIFE_HOLDS,
  });
};

/** Tells what has fallen due. Within the hour's bound like any other: what has waited for a day can wait for an hour more. */
export const giveDeadlines = ({ plan, book, dispatch }: DailyMeans, routes: DailyRoutes, needs: DailyNeeds): void => {
  const { clock, timezone, due } = needs;
  for (const news of book.news(clock.now(), due)) {
    const at = clock.elapsed();
    const to = recipientsOf(news.entry, routes);
    const message: Pick<Notice, 'about' | 'alarms'> = { about: 'deadline', alarms: [] };
    const { sentAt } = plan.now();
    if (sentAt.filter((sent) => at - sent < HOUR).length >= routes.perHour) {
      if (news.isNews) dispatch.hold(to, message);
      continue;
    }
    plan.become({ ...plan.now(), sentAt: [...sentAt, at] });
    book.told(news);
    const until = clock.now() + (EVENING - minuteOfDay(clock.now(), timezone)) * 60_000;
    dispatch.send(to, { ...message, causes: [], ...deadlineNotice(news.things, needs), until });
  }
};
