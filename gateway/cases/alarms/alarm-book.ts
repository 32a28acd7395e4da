import type { AlarmCause, AlarmState } from '../../domain/alarm.ts';
import type { Channel } from '../../domain/channel.ts';
import type { Instant, Millis, UtcMillis } from '../../domain/clock.ts';
import type { AlarmFact, JudgedFact, StateFact } from '../../domain/fact.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import { type AlarmShelf, createAlarmShelf } from './alarm-shelf.ts';
import { type AlarmEvent, afterEvent, flagsOf, isInEffect } from './alarm-transitions.ts';
import { type BookedAlarm, kindOf } from './booked-alarm.ts';
import { createOutOfService, type OutOfService } from './out-of-service.ts';
import { createShelves, type Shelves } from './shelves.ts';

export interface BookNeeds {
  /** The saved states of the run before; keys of others are left alone. */
  readonly saved: readonly SavedState[];
  readonly at: Instant;
  readonly channels: readonly Pick<Channel, 'id' | 'cabinet'>[];
  /** The alarms that the rules know to stand. */
  readonly standing: readonly AlarmState[];
  /** Whether alarms of a cause stay until somebody takes them back. */
  latches(cause: AlarmCause): boolean;
  /** The longest that a shelf or a maintenance may last. */
  readonly most: { readonly shelving: Millis; readonly maintenance: Millis };
}

/** What people have said of alarms, and what is still owed to each. The rules own whether a condition holds; the book never asks them. */
export interface AlarmBook {
  /** What the rules say, with what people have said of it. Call it before the facts are committed. */
  take(facts: readonly JudgedFact[], at: Instant): readonly JudgedFact[];
  /** What the passing of time brings: a shelf or a maintenance that ends. */
  tick(at: Instant): readonly JudgedFact[];
  /** Lets an event happen to an alarm; undefined where it can't, as the alarm stands. */
  happen(id: string, event: AlarmEvent, at: Instant): AlarmFact | undefined;
  /** Shelves an alarm's kind, or moves the end of it; the facts of all open alarms of it that this changes. */
  shelve(alarm: AlarmState, until: UtcMillis, at: Instant): readonly AlarmFact[];
  unshelve(kind: string, at: Instant): readonly AlarmFact[];
  shelvedUntil(alarm: AlarmState): UtcMillis | undefined;
  isServed(on: string): boolean;
  beginMaintenance(
    on: string,
    at: Instant,
    wish: { readonly until?: UtcMillis; readonly reason?: string },
  ): readonly JudgedFact[];
  /** Empty where it was not in maintenance. */
  endMaintenance(on: string, at: Instant): readonly JudgedFact[];
  /** When the maintenance of an alarm's channel ends by itself. */
  outOfServiceUntil(alarm: AlarmState): UtcMillis | undefined;
  /** What is in maintenance. */
  inMaintenance(): readonly StateFact[];
  /** The occurrences that are active, or still want something. */
  open(): readonly BookedAlarm[];
  get(id: string): BookedAlarm | undefined;
  /** States that changed since they were last asked for: one transaction with the facts of the same turn. */
  takeStates(): readonly SavedState[];
  readonly ignored: readonly SavedState[];
}

interface Parts {
  readonly needs: BookNeeds;
  readonly alarms: AlarmShelf;
  readonly shelves: Shelves;
  readonly service: OutOfService;
}

/** Opens the book where the last run left it. Alarms of the rules that it doesn't know are booked as they stand. */
export const createAlarmBook = (needs: BookNeeds): AlarmBook => {
  const alarms = createAlarmShelf(needs.saved);
  const shelves = createShelves(needs.saved, needs.at, needs.most.shelving);
  const service = createOutOfService(needs.channels, needs.saved, needs.at, needs.most.maintenance);
  const parts: Parts = { needs, alarms, shelves, service };
  const owners = [alarms, shelves, service];
  for (const alarm of needs.standing) if (alarms.get(alarm.id) === undefined) alarms.keep(newlyBooked(parts, alarm));
  let orphans: ReadonlySet<string> | undefined = orphansIn(parts);
  return {
    take: (facts, at) =>
      facts.length === 0 ? facts : facts.map((fact) => (fact.kind === 'alarm' ? booked(parts, fact, at) : fact)),
    tick: (at) => {
      const left = orphans === undefined ? [] : [...orphans].flatMap((id) => letGo(parts, id, at) ?? []);
      orphans = undefined;
      return [...left, ...shelves.ended(at).flatMap((kind) => unshelved(parts, kind, at)), ...servedAgain(parts, at)];
    },
    happen: (id, event, at) => moved(parts, id, event, at),
    shelve: (alarm, until, at) => shelved(parts, kindOf(alarm), until, at),
    unshelve: (kind, at) => {
      shelves.take(kind);
      return unshelved(parts, kind, at);
    },
    shelvedUntil: (alarm) => shelves.untilOf(kindOf(alarm)),
    isServed: service.isKnown,
    beginMaintenance: (on, at, wish) => {
      const fact = service.begin(on, at, wish);
      return [fact, ...eventToAll(parts, ({ channel }) => service.covers(channel), 'take-out-of-service', at)];
    },
    endMaintenance: (on, at) => {
      const fact = service.end(on, at);
      return fact === undefined ? [] : [fact, ...backInService(parts, at)];
    },
    outOfServiceUntil: ({ channel }) => service.endOf(channel),
    inMaintenance: service.inForce,
    open: alarms.all,
    get: alarms.get,
    takeStates: () => owners.flatMap((owner) => owner.takeStates()),
    ignored: owners.flatMap(({ ignored }) => ignored),
  };
};

/** Alarms that the book has as active, and the rules don't know: nobody watches their condition any more. */
const orphansIn = ({ alarms, needs }: Parts): ReadonlySet<string> => {
  const known = new Set(needs.standing.map(({ id }) => id));
  return new Set(alarms.all().flatMap(({ alarm }) => (alarm.active && !known.has(alarm.id) ? [alarm.id] : [])));
};

/** Closes an orphan, and says that nothing is known of its condition. */
const letGo = (parts: Parts, id: string, at: Instant): AlarmFact | undefined => {
  const known = parts.alarms.get(id);
  if (known?.alarm.active !== true) return undefined;
  parts.alarms.keep({ ...known, alarm: { ...known.alarm, reason: 'not-judged' } });
  return moved(parts, id, 'clear', at);
};

const newlyBooked = ({ shelves, service }: Parts, said: AlarmState): BookedAlarm => {
  const alarm = {
    ...said,
    shelved: shelves.untilOf(kindOf(said)) !== undefined,
    outOfService: service.covers(said.channel),
  };
  return { alarm, wasInEffect: isInEffect(alarm), earlier: 0 };
};

/** An alarm fact of the rules with what people have said: they own the condition, its times and numbers; the book owns the rest. */
const booked = (parts: Parts, fact: AlarmFact, at: Instant): AlarmFact => {
  const { kind, at: when, ...said } = fact;
  const known = parts.alarms.get(said.id) ?? newlyBooked(parts, { ...said, active: true });
  const flags = flagsOf(afterEvent(known.alarm, said.suppressed ? 'suppress' : 'unsuppress') ?? known.alarm);
  const wasInEffect = known.wasInEffect || (said.active && isInEffect(flags));
  const alarm = { ...said, ...flags };
  parts.alarms.keep({ ...known, alarm, wasInEffect });
  const cleared = said.active ? undefined : clearedIn(parts, said, wasInEffect, at);
  return { kind, at: when, ...(cleared ?? alarm) };
};

const clearedIn = (parts: Parts, { id, cause }: AlarmState, wasInEffect: boolean, at: Instant): AlarmState | undefined => {
  const latches = wasInEffect && parts.needs.latches(cause);
  const fact = (latches ? moved(parts, id, 'latch', at) : undefined) ?? moved(parts, id, 'clear', at);
  if (fact === undefined) return undefined;
  const { kind: _, at: __, ...alarm } = fact;
  return alarm;
};

/** Lets an event happen, and gives the fact of it. */
const moved = ({ alarms }: Parts, id: string, event: AlarmEvent, { now }: Instant): AlarmFact | undefined => {
  const known = alarms.get(id);
  const next = known === undefined ? undefined : afterEvent(known.alarm, event);
  if (known === undefined || next === undefined) return undefined;
  const isNewlyCleared = known.alarm.active && !next.active && next.clearedAt === undefined;
  const alarm: AlarmState = isNewlyCleared ? { ...next, clearedAt: now } : next;
  // Whatever comes back into effect while it stands is owed an answer from then on.
  alarms.keep({ ...known, alarm, wasInEffect: known.wasInEffect || (alarm.active && isInEffect(alarm)) });
  return { kind: 'alarm', at: now, ...alarm };
};

const eventToAll = (
  parts: Parts,
  concerns: (alarm: AlarmState) => boolean,
  event: AlarmEvent,
  at: Instant,
): readonly AlarmFact[] =>
  parts.alarms.all().flatMap(({ alarm }) => (concerns(alarm) ? (moved(parts, alarm.id, event, at) ?? []) : []));

const shelved = (parts: Parts, kind: string, until: UtcMillis, at: Instant): readonly AlarmFact[] => {
  parts.shelves.put(kind, until, at);
  return eventToAll(parts, (alarm) => kindOf(alarm) === kind, 'shelve', at);
};

const unshelved = (parts: Parts, kind: string, at: Instant): readonly AlarmFact[] =>
  eventToAll(parts, (alarm) => kindOf(alarm) === kind, 'unshelve', at);

const backInService = (parts: Parts, at: Instant): readonly AlarmFact[] =>
  eventToAll(parts, ({ channel }) => !parts.service.covers(channel), 'return-to-service', at);

const servedAgain = (parts: Parts, at: Instant): readonly JudgedFact[] => {
  const ended = parts.service.ended(at);
  return ended.length === 0 ? [] : [...ended, ...backInService(parts, at)];
};
