import type { AlarmState } from '../../domain/alarm.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import { parsedState } from '../parsed-state.ts';
import { type BookedAlarm, bookedAlarmSchema, isOpen, kindOf } from './booked-alarm.ts';

const PREFIX = 'alarms/alarm/';

/** Of one kind, and just as far, at most so many cleared alarms stand alone; older ones are folded into the next. */
const MOST_ALONE = 8;

/** The occurrences that are open, each under its id. */
export interface AlarmShelf {
  get(id: string): BookedAlarm | undefined;
  all(): readonly BookedAlarm[];
  /** Keeps an occurrence, or lets go of it where nobody owes it anything any more. */
  keep(booked: BookedAlarm): void;
  takeStates(): readonly SavedState[];
  readonly ignored: readonly SavedState[];
}

/**
 * The occurrences that the run before left open. Memory is bounded by what the site has: a thousand clearings of one limit
 * come to eight alarms, the oldest of which says for how many it stands. Each of them is in the record, raised and cleared.
 */
export const createAlarmShelf = (saved: readonly SavedState[]): AlarmShelf => {
  const { open, ignored } = restored(saved);
  const changed = new Set<string>();
  const keep = (booked: BookedAlarm): void => {
    const { id } = booked.alarm;
    changed.add(id);
    if (isOpen(booked)) open.set(id, booked);
    else open.delete(id);
  };
  const fold = (like: AlarmState): void => {
    const alike = [...open.values()].filter(({ alarm }) => !alarm.active && foldKey(alarm) === foldKey(like));
    const [oldest, next] = alike.sort((one, other) => one.alarm.raisedAt - other.alarm.raisedAt);
    if (alike.length <= MOST_ALONE || oldest === undefined || next === undefined) return;
    open.delete(oldest.alarm.id);
    changed.add(oldest.alarm.id);
    keep({ ...next, earlier: next.earlier + oldest.earlier + 1 });
  };
  return {
    get: (id) => open.get(id),
    all: () => [...open.values()],
    keep: (booked) => {
      keep(booked);
      if (!booked.alarm.active) fold(booked.alarm);
    },
    takeStates: () => {
      const states = [...changed].map((id) => savedAlarm(id, open.get(id)));
      changed.clear();
      return states;
    },
    ignored,
  };
};

/** Cleared alarms are alike when they are of one kind, and people have done the same about them. */
const foldKey = (alarm: AlarmState): string => [kindOf(alarm), alarm.acknowledged, alarm.confirmed, alarm.latched].join(' ');

const restored = (saved: readonly SavedState[]) => {
  const open = new Map<string, BookedAlarm>();
  const ignored: SavedState[] = [];
  for (const state of saved) {
    if (!state.key.startsWith(PREFIX) || state.text === undefined) continue;
    const read = parsedState(bookedAlarmSchema, state);
    if (read === undefined) ignored.push(state);
    else open.set(read.alarm.id, { alarm: read.alarm, wasInEffect: read.wasInEffect, earlier: read.earlier });
  }
  return { open, ignored };
};

const savedAlarm = (id: string, booked: BookedAlarm | undefined): SavedState => ({
  key: PREFIX + id,
  ...(booked === undefined ? {} : { text: JSON.stringify({ v: 1, ...booked }) }),
});
