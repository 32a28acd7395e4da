import type { AlarmState } from '../../domain/alarm.ts';
import type { Millis } from '../../domain/clock.ts';
import { type Cause, HOUR } from './cause.ts';
import { GATHERING } from './cause-key.ts';
import { afterTelling, comingOf, type Due, isForgotten, type Routes } from './due.ts';
import type { PlanState } from './plan-state.ts';
import { codeOf } from './reply-code.ts';
import { type Recipient, sameRecipient, together } from './route.ts';

/** One message to whoever it is for: what is due at one instant about the same, as one. */
export interface Announcement {
  readonly about: Due['about'];
  readonly causes: readonly string[];
  readonly alarms: readonly AlarmState[];
  readonly to: readonly Recipient[];
  /** Ends and reminders that the hour's bound held back, and this message brings along. */
  readonly along: readonly AlarmState[];
  /** The number to reply with; absent where the message is about several causes that have each its own. */
  readonly code?: number;
  /** A connection comes and goes, and is told as that. */
  readonly isLoosePlug?: true;
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

/** Causes that are told in one message, and the number that it asks for. */
interface Group {
  readonly members: readonly DueCause[];
  readonly code?: number | undefined;
}

/** Looks what is due at `at`. Pure: what it has said, the plan that it gives doesn't say again. */
export const planDue = (plan: PlanState, routes: Routes & { readonly perHour: number }, at: Millis): Planned => {
  const recent = plan.sentAt.filter((sent) => at - sent < HOUR);
  const due = withCompanions(
    plan.causes.flatMap((cause) => dueBy(cause, routes, at)),
    plan,
    routes,
    at,
  );
  const urgent = merged(due.filter(({ due: { urgent: each } }) => each));
  const bound = merged(due.filter(({ due: { urgent: each } }) => !each));
  const room = Math.max(0, routes.perHour - recent.length - urgent.length);
  const now = coded([...urgent, ...bound.slice(0, room)], plan);
  const late = bound.slice(room).flat();
  const along = late.filter((each) => goesAlong(each.due, now[0]));
  const told: readonly Group[] = [...now, { members: along }];
  const holding = late.filter((each) => !along.includes(each) && each.cause.held !== each.due.about);
  const announcements = now.map((group, place) => announcementOf(group, place === 0 ? along : []));
  const causes = plan.causes.map((cause) => causeAfter(cause, told, holding, at));
  const open = causes.filter((cause) => !isForgotten(cause, routes, at) && !isEndTold(cause, told));
  const closed = causes.filter((cause) => !open.includes(cause) && cause.stepsFrom !== undefined);
  const state: PlanState = {
    ...plan,
    causes: open,
    sentAt: [...recent, ...announcements.map(() => at)],
    ended: [...plan.ended.filter((each) => at - each.at < HOUR), ...closed.map((cause) => endOf(cause, at))],
  };
  return { plan: state, announcements, held: holding.map(({ due: each }) => each), ...nextLook(state, routes, at) };
};

/** Ends and reminders go along with a message to everybody whom they are for; else they wait for room of their own. */
const goesAlong = ({ about, to }: Due, group: Group | undefined): boolean =>
  (about === 'cleared' || about === 're-alarm') &&
  group !== undefined &&
  to.every((each) => recipientsOfGroup(group).some((other) => sameRecipient(each, other)));

const endOf = ({ key, code, severity }: Cause, at: Millis): PlanState['ended'][number] => ({
  key,
  at,
  severity,
  ...(code === undefined ? {} : { code }),
});

/** What is told now takes along what would be told to the same people within the time that one waits for companions. */
const withCompanions = (due: readonly DueCause[], plan: PlanState, routes: Routes, at: Millis): readonly DueCause[] => {
  const others = plan.causes.filter((cause) => !due.some((each) => each.cause === cause));
  const soon = others.flatMap((cause) => dueBy(cause, routes, at + GATHERING));
  const isCompanion = (one: Due): boolean => due.some((each) => each.due.urgent === one.urgent && alike(each.due, one));
  return [...due, ...soon.filter((each) => isCompanion(each.due))];
};

/** Each group with the number that its message asks for; no two new ones have the same. */
const coded = (groups: readonly (readonly DueCause[])[], { causes, ended }: PlanState): readonly Group[] => {
  let given = ended;
  return groups.map((members) => {
    const code = codeOf(
      members.map(({ cause }) => cause),
      { causes, ended: given },
    );
    given = [...given, { key: '', at: 0, severity: 0, ...(code === undefined ? {} : { code }) }];
    return { members, code };
  });
};

const dueBy = (cause: Cause, routes: Routes, at: Millis): readonly DueCause[] => {
  const due = comingOf(cause, routes).filter((each) => each.at <= at && each.due.to.length > 0);
  // What is held back must not hold back what is urgent.
  const [first] = due.sort((a, b) => Number(b.due.urgent) - Number(a.due.urgent) || a.at - b.at);
  return first === undefined ? [] : [{ cause, due: first.due }];
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
  one.isLoosePlug === other.isLoosePlug &&
  one.to.length === other.to.length &&
  one.to.every((each) => other.to.some((same) => sameRecipient(each, same)));

const recipientsOfGroup = ({ members }: Group): readonly Recipient[] =>
  members.reduce<readonly Recipient[]>((all, { due }) => together(all, due.to), []);

const announcementOf = ({ members, code }: Group, along: readonly DueCause[]): Announcement => ({
  about: members[0]?.due.about ?? 'alarm',
  causes: [...members, ...along].map(({ cause }) => cause.id),
  alarms: members.flatMap(({ due }) => due.alarms),
  to: recipientsOfGroup({ members }),
  along: along.flatMap(({ due }) => due.alarms),
  ...(code === undefined ? {} : { code }),
  ...(members.every(({ due }) => due.isLoosePlug) ? { isLoosePlug: true as const } : {}),
});

const causeAfter = (cause: Cause, told: readonly Group[], holding: readonly DueCause[], at: Millis): Cause => {
  const group = told.find(({ members }) => members.some((each) => each.cause === cause));
  const mine = group?.members.find((each) => each.cause === cause);
  if (mine !== undefined) return afterTelling(cause, mine.due, at, group?.code);
  const held = holding.find((each) => each.cause === cause);
  return held === undefined ? cause : { ...cause, held: held.due.about };
};

const isEndTold = ({ id }: Cause, told: readonly Group[]): boolean =>
  told.some(({ members }) => members.some(({ cause, due }) => cause.id === id && due.about === 'cleared'));

const nextLook = ({ causes, sentAt }: PlanState, routes: Routes, at: Millis): { readonly next?: Millis } => {
  const coming = causes
    .flatMap((cause) => comingOf(cause, routes))
    .filter(({ due }) => due.to.length > 0)
    .map((each) => each.at);
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
