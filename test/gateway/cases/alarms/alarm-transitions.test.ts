import { describe, expect, test } from 'vitest';
import {
  ALARM_EVENTS,
  type AlarmEvent,
  type AlarmFlags,
  afterEvent,
  flagsOf,
  wantsOf,
} from '../../../../gateway/cases/alarms/alarm-transitions.ts';
import { anAlarm } from './an-alarm.ts';

const FLAGS = ['active', 'acknowledged', 'confirmed', 'latched', 'shelved', 'suppressed', 'outOfService'] as const;

/** A state in short: the flags that are set, as one word. */
const stateOf = (set: string): AlarmFlags => {
  const names = set.split(' ');
  return flagsOf(anAlarm('a', Object.fromEntries(FLAGS.map((flag) => [flag, names.includes(flag)]))));
};
const shortOf = (flags: AlarmFlags): string => FLAGS.filter((flag) => flags[flag]).join(' ');

/** The states of ISA-18.2, and each event that may happen in them. Whatever isn't here can't happen. */
const LIFE: Readonly<Record<string, Partial<Record<AlarmEvent, string>>>> = {
  active: {
    clear: '',
    latch: 'latched',
    acknowledge: 'active acknowledged',
    confirm: 'active acknowledged confirmed',
    shelve: 'active shelved',
    suppress: 'active suppressed',
    'take-out-of-service': 'active outOfService',
  },
  'active acknowledged': {
    clear: 'acknowledged',
    latch: 'acknowledged latched',
    confirm: 'active acknowledged confirmed',
    shelve: 'active acknowledged shelved',
    suppress: 'active acknowledged suppressed',
    'take-out-of-service': 'active acknowledged outOfService',
  },
  'active acknowledged confirmed': {
    clear: 'acknowledged confirmed',
    shelve: 'active acknowledged confirmed shelved',
    suppress: 'active acknowledged confirmed suppressed',
    'take-out-of-service': 'active acknowledged confirmed outOfService',
  },
  '': { acknowledge: 'acknowledged', confirm: 'acknowledged confirmed', shelve: 'shelved' },
  acknowledged: { confirm: 'acknowledged confirmed', shelve: 'acknowledged shelved' },
  'acknowledged confirmed': { shelve: 'acknowledged confirmed shelved' },
  latched: {
    acknowledge: 'acknowledged latched',
    confirm: 'acknowledged confirmed',
    reset: 'acknowledged',
    shelve: 'latched shelved',
  },
  'acknowledged latched': { confirm: 'acknowledged confirmed', reset: 'acknowledged', shelve: 'acknowledged latched shelved' },
  'active shelved': {
    clear: 'shelved',
    latch: 'latched shelved',
    acknowledge: 'active acknowledged shelved',
    confirm: 'active acknowledged confirmed shelved',
    unshelve: 'active',
    suppress: 'active shelved suppressed',
    'take-out-of-service': 'active shelved outOfService',
  },
  'active suppressed': {
    clear: 'suppressed',
    latch: 'latched suppressed',
    acknowledge: 'active acknowledged suppressed',
    confirm: 'active acknowledged confirmed suppressed',
    shelve: 'active shelved suppressed',
    unsuppress: 'active',
    'take-out-of-service': 'active suppressed outOfService',
  },
  'active outOfService': {
    clear: 'outOfService',
    latch: 'latched outOfService',
    acknowledge: 'active acknowledged outOfService',
    confirm: 'active acknowledged confirmed outOfService',
    shelve: 'active shelved outOfService',
    suppress: 'active suppressed outOfService',
    'return-to-service': 'active',
  },
};

describe('the life of an alarm', () => {
  const cases = Object.entries(LIFE).flatMap(([from, life]) => ALARM_EVENTS.map((event) => [from, event, life[event]] as const));
  test.each(cases)('%j and %s gives %j', (from, event, to) => {
    const next = afterEvent(stateOf(from), event);
    expect(next === undefined ? undefined : shortOf(next)).toBe(to);
  });

  test('never takes back that it was seen, or that something was done', () => {
    for (let bits = 0; bits < 128; bits += 1) {
      const state = stateOf(FLAGS.filter((_, place) => (bits >> place) % 2 === 1).join(' '));
      for (const event of ALARM_EVENTS) {
        const next = afterEvent(state, event) ?? state;
        expect(next.acknowledged || !state.acknowledged, `${shortOf(state)} ${event}`).toBe(true);
        expect(next.confirmed || !state.confirmed, `${shortOf(state)} ${event}`).toBe(true);
      }
    }
  });
});

describe('what an alarm wants', () => {
  const wants = (set: string, level: 'legal' | 'operational', wasInEffect = true) =>
    wantsOf({ ...anAlarm('a', stateOf(set)), level }, wasInEffect);

  test('is to be seen; of a legal limit, to be put right as well', () => {
    expect(wants('', 'operational')).toEqual(['acknowledge']);
    expect(wants('', 'legal')).toEqual(['acknowledge', 'confirm']);
    expect(wants('acknowledged', 'operational')).toEqual([]);
    expect(wants('acknowledged', 'legal')).toEqual(['confirm']);
    expect(wants('acknowledged confirmed', 'legal')).toEqual([]);
    expect(wants('acknowledged latched', 'operational')).toEqual(['reset']);
  });
  test('is nothing where it was never in effect', () => expect(wants('', 'legal', false)).toEqual([]));
});
