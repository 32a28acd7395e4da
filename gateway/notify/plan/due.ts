import type { AlarmState } from '../../domain/alarm.ts';
import type { Millis } from '../../domain/clock.ts';
import {
  BEYOND_THE_LAW,
  type Cause,
  type CauseAlarm,
  calling,
  HOUR,
  isUnheardOf,
  missed,
  newsOf,
  severityOf,
  standing,
  withHearings,
  worst,
} from './cause.ts';
import { gathered, isOfOneStroke, settling } from './cause-key.ts';
import { heldFor, isLoosePlug } from './comes-and-goes.ts';
import { type Reach, type Recipient, recipientsOf, type Step, together } from './route.ts';

/** Who is told in which order, and how often again. */
export interface Routes extends Reach {
  readonly steps: readonly Step[];
  readonly again: Millis;
}

/** What is due for a cause: whom to tell what. */
export interface Due {
  readonly about: 'alarm' | 'cleared' | 'escalation' | 're-alarm';
  readonly alarms: readonly AlarmState[];
  readonly to: readonly Recipient[];
  /** The first message of a new cause, or that it has become worse: never held back. */
  readonly urgent: boolean;
  /** A connection comes and goes, and is told as that. */
  readonly isLoosePlug?: true;
}

/** When something becomes due, and what it would be by then. */
interface Coming {
  readonly at: Millis;
  readonly due: Due;
}

/** New alarms of a cause that was told already are told together, at most so often. */
const UPDATE: Millis = 1_800_000;

/** One stroke spoils cabinet after cabinet: whoever was told of the first hears of those after it together, six times an hour at most. */
const FOLLOWING: Millis = 600_000;

/**
 * What a cause asks for next, each with its time, if nothing changes; nothing where it asks for nothing more.
 * 1. Worse than told, or untold: the first step, and whoever was told before. 2. Gone for a while: whoever was told.
 * 3. Nobody has acknowledged: the next step. 4. It stays, and nobody has confirmed what was done, or that did not help: whoever
 * was told.
 */
export const comingOf = (cause: Cause, routes: Routes): readonly Coming[] => {
  const fresh = newsOf(cause);
  if (fresh.length > 0) {
    const told = isLoosePlug(cause, fresh) ? loosePlug(cause, fresh, routes) : news(cause, fresh, routes, isUrgent(cause, fresh));
    const at = Math.max(gathered(cause, newsAt(fresh)), newsAt(fresh) + heldFor(cause, fresh));
    if (!isFollowing(cause, fresh)) return [coming(at, told)];
    // What waits for companions must not keep the next person from hearing of what was told.
    return [coming(Math.max(at, (cause.lastAt ?? 0) + FOLLOWING), told), escalation(cause, routes)].filter(
      (each) => each !== undefined,
    );
  }
  if (cause.goneAt !== undefined) return isEndSilent(cause, routes) ? [] : [ended(cause, cause.goneAt, routes)];
  return [update(cause, routes), escalation(cause, routes), reminder(cause, routes)].filter((each) => each !== undefined);
};

/** When the first came of what is news. */
const newsAt = (fresh: readonly CauseAlarm[]): Millis => Math.min(...fresh.map(({ joinedAt }) => joinedAt));

/** True where food was told to be beyond the law by the same stroke, and the last message had nothing of this to leave out. */
const isFollowing = (cause: Cause, fresh: readonly CauseAlarm[]): boolean =>
  isOfOneStroke(cause) &&
  cause.severity === BEYOND_THE_LAW &&
  fresh.every(({ joinedAt }) => cause.lastAt !== undefined && joinedAt > cause.lastAt);

// What people were told of within the hour, and is no worse now, is bound like any other message.
const isUrgent = ({ known, severity }: Cause, fresh: readonly CauseAlarm[]): boolean =>
  severity > 0 || worst(fresh) > known || worst(fresh) === BEYOND_THE_LAW;

/**
 * What is told as over: what people were told of, and what was beyond the law before they could be. Not what a planned closure
 * has taken back: that the cabinet is switched off is no end of what was wrong with it.
 */
const overOf = (cause: Cause): readonly CauseAlarm[] => {
  const untold = missed(cause);
  return cause.alarms.filter((each) => (each.told && !each.state.suppressed) || untold.includes(each));
};

const isEndSilent = (cause: Cause, { steps }: Pick<Routes, 'steps'>): boolean =>
  overOf(cause).length === 0 || (cause.stepsFrom === undefined && steps.length === 0);

/** True where a cause is gone and nobody is to hear of its end. What somebody was told of is kept for as long as it may come back. */
export const isForgotten = (cause: Cause, routes: Pick<Routes, 'steps'>, at: Millis): boolean =>
  cause.goneAt !== undefined &&
  isEndSilent(cause, routes) &&
  (cause.stepsFrom === undefined || at - cause.goneAt >= settling(cause));

const coming = (at: Millis, due: Due): Coming => ({ at, due });

/** The worst first; of those, what nobody was told of yet. */
const statesOf = (alarms: readonly CauseAlarm[]): readonly AlarmState[] =>
  [...alarms]
    .sort(
      (a, b) =>
        severityOf(b.state) - severityOf(a.state) || Number(a.told) - Number(b.told) || a.state.raisedAt - b.state.raisedAt,
    )
    .map(({ state }) => state);

const firstStep = ({ steps }: Routes, reach: Reach): readonly Recipient[] =>
  steps[0] === undefined ? [] : recipientsOf(steps[0], reach);

const news = (cause: Cause, fresh: readonly CauseAlarm[], routes: Routes, urgent: boolean): Due => {
  const to = together(firstStep(routes, routes), cause.reached);
  // Somebody was there and pushed, or said so: he is written to, and nobody is woken.
  const seen = fresh.every(({ state }) => state.acknowledged);
  return { about: 'alarm', alarms: statesOf(standing(cause)), to: seen ? silent(to) : to, urgent };
};

// Said once before anybody waits for it, and so never held back. A connector can be looked at by day: a call for it wakes nobody.
const loosePlug = (cause: Cause, fresh: readonly CauseAlarm[], routes: Routes): Due => {
  const { to, ...due } = news(cause, fresh, routes, true);
  return { ...due, to: silent(to), isLoosePlug: true };
};

const update = (cause: Cause, routes: Routes): Coming | undefined => {
  const untold = calling(cause).filter(({ told }) => !told);
  // That a cable was cut tells of every unit that falls silent; of food that gets warm it tells nothing.
  const fresh = isOfOneStroke(cause) ? untold.filter((alarm) => isUnheardOf(cause, alarm)) : untold;
  if (fresh.length === 0) return undefined;
  return coming((cause.lastAt ?? 0) + UPDATE, news(cause, fresh, routes, false));
};

const escalation = (cause: Cause, routes: Routes): Coming | undefined => {
  const step = routes.steps[cause.steps];
  // What nobody was told of yet has nobody who fails to answer.
  const call = calling(cause).filter(({ told }) => told);
  if (step === undefined || cause.stepsFrom === undefined || call.length === 0) return undefined;
  return coming(cause.stepsFrom + step.after, {
    about: 'escalation',
    alarms: statesOf(call),
    to: recipientsOf(step, routes),
    urgent: worst(call) === BEYOND_THE_LAW,
  });
};

const reminder = (cause: Cause, { again }: Routes): Coming | undefined => {
  const { lastAt } = cause;
  const open = standing(cause).filter(({ state }) => !state.confirmed);
  if (lastAt === undefined) return undefined;
  if (open.length === 0) return inVain(cause, lastAt, again);
  // Whoever has seen it is not rung up again.
  const seen = open.every(({ state }) => state.acknowledged);
  return coming(lastAt + again, {
    about: 're-alarm',
    alarms: statesOf(open),
    to: seen ? silent(cause.reached) : cause.reached,
    urgent: false,
  });
};

/**
 * So long what was done may take to help. A cabinet whose door was shut, or whose goods were moved, is cold again by then; one
 * that still is beyond the law needs somebody who hears of it.
 */
const TAKES_EFFECT: Millis = 4 * HOUR;

/** What was done has not helped: it is confirmed, and still beyond the law. A text says so, and no call. */
const inVain = (cause: Cause, lastAt: Millis, again: Millis): Coming | undefined => {
  const lasting = standing(cause).filter(({ state }) => severityOf(state) === BEYOND_THE_LAW);
  if (lasting.length === 0) return undefined;
  const since = Math.min(...lasting.map(({ confirmedAt = lastAt }) => confirmedAt));
  return coming(Math.max(lastAt + again, lastAt + TAKES_EFFECT, since + TAKES_EFFECT), {
    about: 're-alarm',
    alarms: statesOf(lasting),
    to: silent(cause.reached),
    urgent: false,
  });
};

/** A call wakes: good news and reminders can wait until somebody looks. */
export const silent = (to: readonly Recipient[]): readonly Recipient[] => {
  const texts = to.filter(({ way }) => way !== 'voice');
  return texts.length > 0 ? texts : to;
};

const ended = (cause: Cause, goneAt: Millis, routes: Routes): Coming => {
  const untold = missed(cause);
  return coming(goneAt + settling(cause), {
    about: 'cleared',
    alarms: overOf(cause).map(({ state }) => state),
    to: silent(untold.length === 0 ? cause.reached : together(firstStep(routes, routes), cause.reached)),
    urgent: false,
  });
};

/** True where nobody has answered what was told of the same stroke, and this is no worse: cabinet after cabinet must not put off the next step for ever. */
const isWaitedFor = (cause: Cause, fresh: readonly CauseAlarm[]): boolean =>
  cause.stepsFrom !== undefined && isOfOneStroke(cause) && worst(calling(cause).filter(({ told }) => told)) >= worst(fresh);

/** A cause after what was due for it has been told, in a message that asks for `code` in reply. */
export const afterTelling = (
  { held: _, ...cause }: Cause,
  { about, alarms, to }: Due,
  at: Millis,
  code: number | undefined,
): Cause => {
  const named = new Set(alarms.map(({ id }) => id));
  const asked = cause.code ?? code;
  const persons = to.flatMap(({ to: person }) => (person === undefined ? [] : [{ person, at }]));
  const alarmsAfter = cause.alarms.map((each) =>
    named.has(each.state.id) ? { ...each, told: true, heard: withHearings(each.heard, persons) } : each,
  );
  const told: Cause = {
    ...cause,
    alarms: alarmsAfter,
    lastAt: at,
    ...(asked === undefined ? {} : { code: asked }),
    severity: Math.max(cause.severity, worst(cause.alarms.filter(({ state }) => named.has(state.id) && state.active))),
    reached: together(cause.reached, to),
  };
  if (about === 'escalation') return { ...told, steps: cause.steps + 1 };
  // News begins the steps anew, in a reminder as well: whoever hears of something for the first time has the time to answer it.
  const fresh = cause.alarms.filter((each) => !each.told && named.has(each.state.id));
  const isNews = about === 'alarm' || fresh.length > 0;
  return isNews && !isWaitedFor(cause, fresh) ? { ...told, steps: Math.max(1, cause.steps), stepsFrom: at } : told;
};
