import { type AlarmBook, createAlarmBook } from '../../../../gateway/cases/alarms/alarm-book.ts';
import type { AlarmState } from '../../../../gateway/domain/alarm.ts';
import type { Instant } from '../../../../gateway/domain/clock.ts';
import type { SavedState } from '../../../../gateway/domain/saved-state.ts';

/** The channels of the book under test. */
export const CHANNELS = [
  { id: 'fridge-1/temperature', cabinet: 'fridge 1' },
  { id: 'fridge-1/humidity', cabinet: 'fridge 1' },
  { id: 'freezer/temperature', cabinet: 'freezer' },
];

const HOUR = 3_600_000;

/** Both clocks at one number of milliseconds. */
export const at = (now: number): Instant => ({ now, elapsed: now });

/** A book on what a run before saved. */
export const openBook = (
  saved: readonly SavedState[] = [],
  standing: readonly AlarmState[] = [],
  now: Instant = at(0),
): AlarmBook =>
  createAlarmBook({
    saved,
    at: now,
    channels: CHANNELS,
    standing,
    latches: (cause) => cause === 'cycle',
    most: { shelving: 4 * HOUR, maintenance: 720 * HOUR },
  });

/** What is kept: states over states, as the journal keeps them. */
export const createKept = () => {
  const kept = new Map<string, string>();
  return {
    keep: (states: readonly SavedState[]): void => {
      for (const { key, text } of states) {
        if (text === undefined) kept.delete(key);
        else kept.set(key, text);
      }
    },
    all: (): readonly SavedState[] => [...kept].map(([key, text]) => ({ key, text })),
  };
};
