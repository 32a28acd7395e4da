import { type AlarmState, RECORD } from '../domain/alarm.ts';
import type { Instant, Millis } from '../domain/clock.ts';
import type { JudgedFact } from '../domain/fact.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { cleared, raised } from './alarm-life.ts';
import type { Judge } from './judge.ts';
import { savedAlarmSchema } from './saved-alarm.ts';

/** What the box's storage is judged by. */
interface StorageStart {
  readonly saved: readonly SavedState[];
  readonly newId: () => string;
  /** Whether the record can't be kept as it should now: the disk is full, fails, or takes nothing. */
  isInTrouble(): boolean;
}

const KEY = 'rules/storage';

/** A card that hangs now and again is one alarm: it is over once the record has been kept for so long. */
const WELL_FOR: Millis = 600_000;

/** A judge that minds the box's own storage as well: a record that can't be kept is an alarm like any other, and outlives a restart. */
export const withStorage = (judge: Judge, { saved, newId, isInTrouble }: StorageStart): Judge => {
  const found = saved.find(({ key, text }) => key === KEY && text !== undefined);
  let alarm = parseAlarm(found?.text);
  let wellSince: Millis | undefined;
  let isUnsaved = false;

  const changed = (next: AlarmState | undefined, told: AlarmState, { now }: Instant): readonly JudgedFact[] => {
    alarm = next;
    isUnsaved = true;
    return [{ kind: 'alarm', at: now, ...told }];
  };
  const look = (at: Instant): readonly JudgedFact[] => {
    if (isInTrouble()) {
      wellSince = undefined;
      if (alarm !== undefined) return [];
      const fresh = storageAlarm(newId(), at);
      return changed(fresh, fresh, at);
    }
    if (alarm === undefined) return [];
    wellSince ??= at.elapsed;
    return at.elapsed - wellSince < WELL_FOR ? [] : changed(undefined, cleared(alarm, at.now), at);
  };
  return {
    ...judge,
    tick: (at) => {
      const news = look(at);
      return news.length === 0 ? judge.tick(at) : [...judge.tick(at), ...news];
    },
    takeStates: (last) => {
      const states = judge.takeStates(last);
      if (!isUnsaved) return states;
      isUnsaved = false;
      return [...states, { key: KEY, ...(alarm === undefined ? {} : { text: JSON.stringify(alarm) }) }];
    },
    alarms: () => (alarm === undefined ? judge.alarms() : [...judge.alarms(), alarm]),
    ignored: found !== undefined && alarm === undefined ? [...judge.ignored, found] : judge.ignored,
  };
};

const storageAlarm = (id: string, { now }: Instant): AlarmState =>
  raised({ id, channel: RECORD, rule: 'storage', cause: 'storage', level: 'operational', raisedAt: now, since: now });

const parseAlarm = (text = ''): AlarmState | undefined => {
  try {
    return savedAlarmSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // not JSON is no alarm: the caller says so
  }
};
