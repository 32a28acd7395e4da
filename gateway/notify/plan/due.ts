import type { AlarmState } from '../../domain/alarm.ts';
import type { Millis } from '../../domain/clock.ts';
import { type Cause, calling, severityOf, standing, worst } from './cause.ts';
import { gathered, isOfOneStroke, settling } from './cause-key.ts';
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
}

/** When something becomes due, and what it would be by then. */
interface Coming {
  readonly at: Millis;
  readonly due: Due;
}

/** New alarms of a cause that was told already are told together, at most so often. */
const UPDATE: Millis = 1_800_000;

/**
 * The next thing that a cause asks for, and when, if nothing changes; undefined where it asks for nothing more.
 * 1. Worse than told, or untold: the first step, and whoever was told before. 2. Gone for a while: whoever was told.
 * 3. Nobody has acknowledged: the next step. 4. It stays, and nobody has confirmed what was done: whoever was told.
 */
export const nextOf = (cause: Cause, routes: Routes): Coming | undefined => {
  const call = calling(cause);
  if (worst(call) > cause.severity) return coming(gathered(cause, newsAt(cause, call)), news(cause, routes));
  if (cause.goneAt !== undefined) return cause.stepsFrom === undefined ? undefined : ended(cause, cause.goneAt);
  return earliest([update(cause, routes), escalation(cause, routes), reminder(cause, routes)]);
};

/** When the first came of what is worse than told. */
const newsAt = ({ severity }: Cause, call: ReturnType<typeof calling>): Millis =>
  Math.min(...call.filter(({ state }) => severityOf(state) > severity).map(({ joinedAt }) => joinedAt));

const coming = (at: Millis, due: Due): Coming => ({ at, due });

const earliest = (all: readonly (Coming | undefined)[]): Coming | undefined =>
  all.reduce((first, each) => (each !== undefined && (first === undefined || each.at < first.at) ? each : first), undefined);

const statesOf = (alarms: ReturnType<typeof standing>): readonly AlarmState[] =>
  alarms.map(({ state }) => state).sort((a, b) => severityOf(b) - severityOf(a) || a.raisedAt - b.raisedAt);

const firstStep = ({ steps }: Routes, reach: Reach): readonly Recipient[] =>
  steps[0] === undefined ? [] : recipientsOf(steps[0], reach);

const news = (cause: Cause, routes: Routes): Due => ({
  about: 'alarm',
  alarms: statesOf(standing(cause)),
  to: together(firstStep(routes, routes), cause.reached),
  urgent: !(cause.known && cause.severity === 0),
});

const update = (cause: Cause, routes: Routes): Coming | undefined => {
  if (isOfOneStroke(cause) || !calling(cause).some(({ told }) => !told)) return undefined;
  return coming((cause.lastAt ?? 0) + UPDATE, { ...news(cause, routes), urgent: false });
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
    urgent: false,
  });
};

const reminder = (cause: Cause, { again }: Routes): Coming | undefined => {
  const open = standing(cause).filter(({ state }) => !state.confirmed);
  if (open.length === 0 || cause.lastAt === undefined) return undefined;
  // Whoever has seen it is not rung up again.
  const seen = open.every(({ state }) => state.acknowledged);
  return coming(cause.lastAt + again, {
    about: 're-alarm',
    alarms: statesOf(open),
    to: seen ? silent(cause.reached) : cause.reached,
    urgent: false,
  });
};

/** A call wakes: good news and reminders can wait until somebody looks. */
const silent = (to: readonly Recipient[]): readonly Recipient[] => {
  const texts = to.filter(({ way }) => way !== 'voice');
  return texts.length > 0 ? texts : to;
};

const ended = (cause: Cause, goneAt: Millis): Coming =>
  coming(goneAt + settling(cause), {
    about: 'cleared',
    alarms: cause.alarms.filter(({ told }) => told).map(({ state }) => state),
    to: silent(cause.reached),
    urgent: false,
  });

/** A cause after what was due for it has been told, in a message that asks for `code` in reply. */
export const afterTelling = (
  { held: _, ...cause }: Cause,
  { about, alarms, to }: Due,
  at: Millis,
  code: number | undefined,
): Cause => {
  const named = new Set(alarms.map(({ id }) => id));
  const asked = cause.code ?? code;
  const told: Cause = {
    ...cause,
    alarms: cause.alarms.map((each) => (named.has(each.state.id) ? { ...each, told: true } : each)),
    lastAt: at,
    ...(asked === undefined ? {} : { code: asked }),
    severity: Math.max(cause.severity, worst(calling(cause))),
    reached: together(cause.reached, to),
  };
  if (about === 'escalation') return { ...told, steps: cause.steps + 1 };
  // News begins the steps anew, in a reminder as well: whoever hears of something for the first time has the time to answer it.
  const isNews = about === 'alarm' || cause.alarms.some((each) => !each.told && named.has(each.state.id));
  return isNews ? { ...told, steps: Math.max(1, cause.steps), stepsFrom: at } : told;
};
