import type { AlarmState } from '../../domain/alarm.ts';
import type { Millis } from '../../domain/clock.ts';
import type { Cause } from './cause.ts';
import { afterTelling, type Due, nextOf, type Routes } from './due.ts';
import { HOUR, type PlanState } from './plan-state.ts';
import { type Recipient, sameRecipient, together } from './route.ts';

/** One message to whoever it is for: what is due at one instant about the same, as one. */
export interface Announcement {
  readonly about: Due['about'];
  readonly causes: readonly string[];
  readonly alarms: readonly AlarmState[];
  readonly to: readonly Recipient[];
  /** Ends and reminders that the hour's bound held back, and this message brings along. */
  readonly along: readonly AlarmState[];
}

/** What is held back, for the record: told once for each. */
export interface Holding {
  readonly about: Due['about'];
  readonly alarms: readonly AlarmState[];
  readonly to: readonly Recipient[];
}

/** What is due now, and the plan once it is told. */
export interface Planned {
  readonly plan: PlanState;
  readonly announcements: readonly Announcement[];
  readonly held: readonly Holding[];
  /** When to look again; absent where nothing is coming. */
  readonly next?: Millis;
}

interface DueCause {
  readonly cause: Cause;
  readonly due: Due;
}

/** Looks what is due at `at`. Pure: what it has said, the plan that it gives doesn't say again. */
export const planDue = (plan: PlanState, routes: Routes & { readonly perHour: number }, at: Millis): Planned => {
  const recent = plan.sentAt.filter((sent) => at - sent < HOUR);
  const due = plan.causes.flatMap((cause) => dueNow(cause, routes, at));
  const urgent = due.filter(({ due: { urgent: each } }) => each);
  const bound = due.filter((each) => !urgent.includes(each));
  const room = Math.max(0, routes.perHour - recent.length - merged(urgent).length);
  const groups = merged(bound);
  const now = [...merged(urgent), ...groups.slice(0, room)];
  const late = groups.slice(room).flat();
  const along = now.length === 0 ? [] : late.filter(({ due: { about } }) => about === 'cleared' || about === 're-alarm');
  const told = [...now.flat(), ...along];
  const holding = late.filter((each) => !along.includes(each) && each.cause.held !== each.due.about);
  const announcements = now.map((group, place) => announcementOf(group, place === 0 ? along : []));
  const causes = plan.causes.map((cause) => causeAfter(cause, told, holding, at));
  const open = causes.filter((cause) => !isOver(cause, told));
  const closed = causes.filter((cause) => !open.includes(cause) && cause.stepsFrom !== undefined);
  const state: PlanState = {
    ...plan,
    causes: open,
    sentAt: [...recent, ...announcements.map(() => at)],
    ended: [...plan.ended.filter((each) => at - each.at < HOUR), ...closed.map(({ key }) => ({ key, at }))],
  };
  return { plan: state, announcements, held: holding.map(({ due: each }) => each), ...nextLook(state, routes, at) };
};

const dueNow = (cause: Cause, routes: Routes, at: Millis): readonly DueCause[] => {
  const next = nextOf(cause, routes);
  return next !== undefined && next.at <= at && next.due.to.length > 0 ? [{ cause, due: next.due }] : [];
};

/** What is due at once, about the same and for the same people, is one message. */
const merged = (due: readonly DueCause[]): readonly (readonly DueCause[])[] => {
  const groups: DueCause[][] = [];
  for (const each of due) {
    const group = groups.find(([first]) => first !== undefined && alike(first.due, each.due));
    if (group === undefined) groups.push([each]);
    else group.push(each);
  }
  return groups;
};

const alike = (one: Due, other: Due): boolean =>
  one.about === other.about &&
  one.to.length === other.to.length &&
  one.to.every((each) => other.to.some((same) => sameRecipient(each, same)));

const announcementOf = (group: readonly DueCause[], along: readonly DueCause[]): Announcement => ({
  about: group[0]?.due.about ?? 'alarm',
  causes: [...group, ...along].map(({ cause }) => cause.id),
  alarms: group.flatMap(({ due }) => due.alarms),
  to: group.reduce<readonly Recipient[]>((all, { due }) => together(all, due.to), []),
  along: along.flatMap(({ due }) => due.alarms),
});

const causeAfter = (cause: Cause, told: readonly DueCause[], holding: readonly DueCause[], at: Millis): Cause => {
  const mine = told.find((each) => each.cause === cause);
  if (mine !== undefined) return afterTelling(cause, mine.due, at);
  const held = holding.find((each) => each.cause === cause);
  return held === undefined ? cause : { ...cause, held: held.due.about };
};

/** A cause is over once its end was told; one that nobody was told of, once it is gone. */
const isOver = ({ id, goneAt, stepsFrom }: Cause, told: readonly DueCause[]): boolean =>
  goneAt !== undefined && (stepsFrom === undefined || told.some(({ cause, due }) => cause.id === id && due.about === 'cleared'));

const nextLook = ({ causes, sentAt }: PlanState, routes: Routes, at: Millis): { readonly next?: Millis } => {
  const coming = causes.flatMap((cause) => {
    const next = nextOf(cause, routes);
    return next === undefined || next.due.to.length === 0 ? [] : [next.at];
  });
  if (coming.length === 0) return {};
  // What is due and held waits until the oldest message leaves the hour.
  const room = Math.min(...sentAt) + HOUR;
  const next = Math.min(...coming.map((each) => (each <= at ? room : each)));
  return { next: Math.max(next, at + 1) };
};

/** Nobody could be told by this step: the next one is due at once. */
export const hastened = (plan: PlanState, ids: readonly string[], { steps }: Routes, at: Millis): PlanState => ({
  ...plan,
  causes: plan.causes.map((cause) => {
    const step = steps[cause.steps];
    return ids.includes(cause.id) && step !== undefined
      ? { ...cause, stepsFrom: Math.min(cause.stepsFrom ?? at, at - step.after) }
      : cause;
  }),
});
