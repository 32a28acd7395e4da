import { describe, expect, test } from 'vitest';
import { asSent, networkScanPlan, serialScanPlan } from '../../../../gateway/acquire/finding/scan-plan.ts';
import { settingsText } from '../../../../gateway/acquire/finding/settings-text.ts';
import { shippedProfiles } from './shipped-profiles.ts';

const profiles = [...(await shippedProfiles()).values()];
const plan = serialScanPlan(profiles, { all: false });
const spoken = plan.map(({ settings }) => (settings === undefined ? '' : settingsText(settings)));

describe('the search of a serial line', () => {
  test('begins with 9600 8N1, and goes on with how the known devices leave their factories', () => {
    expect(spoken[0]).toBe('9600 8N1');
    expect(plan.map(({ stage }) => stage).join(' ')).toMatch(/^first( factory)+( other)+$/);
    expect(
      spoken.slice(
        0,
        plan.findIndex(({ stage }) => stage === 'other'),
      ),
    ).toEqual(expect.arrayContaining(['4800 8N1', '2400 8N1', '19200 8N1']));
  });

  test('tries each way to speak once, even parity at 9600 Bd among them', () => {
    expect(new Set(spoken).size).toBe(spoken.length);
    expect(spoken).toContain('9600 8E1');
  });

  test('asks the low ids, and the ids with which known devices leave their factories, and no others', () => {
    const units = new Set(plan.flatMap(({ questions }) => questions.map(({ unit }) => unit)));
    const factory = profiles.flatMap(({ unitId }) => unitId ?? []);
    expect([...units].sort((a, b) => a - b)).toEqual(
      [...new Set([...Array.from({ length: 16 }, (_, place) => place + 1), ...factory])].sort((a, b) => a - b),
    );
  });

  test('asks a device that may be fresh from the factory what it surely answers, before anything else', () => {
    const renke = plan.find(({ settings }) => settings?.baud === 4800);
    expect(renke?.questions[0]).toMatchObject({ unit: 1, table: 'holding' });
    expect(plan[0]?.questions).toContainEqual(expect.objectContaining({ unit: 1, table: 'input', address: 1, count: 1 }));
  });

  test('waits longer for a device that is known to be slow', () =>
    expect(plan.flatMap(({ questions }) => questions).some(({ slowAnswer = 0 }) => slowAnswer >= 100)).toBe(true));

  test('asks every id when all is wanted', () => {
    const [first] = serialScanPlan(profiles, { all: true });
    expect(new Set(first?.questions.map(({ unit }) => unit)).size).toBe(247);
  });

  test('is narrowed by a speed, a parity and ids; a speed that nobody thought of is tried too', () => {
    const [only, ...others] = serialScanPlan(profiles, { baud: 31_250, parity: 'odd', units: [3], all: false });
    expect(only?.settings).toEqual({ baud: 31_250, parity: 'odd', dataBits: 8, stopBits: 1 });
    expect(new Set(only?.questions.map(({ unit }) => unit))).toEqual(new Set([3]));
    expect(others).toEqual([]);
  });

  test('begins with the settings of the configuration where there are some', () =>
    expect(
      serialScanPlan(profiles, { all: false, configured: { baud: 19_200, parity: 'even', dataBits: 8, stopBits: 1 } })[0]
        ?.settings,
    ).toMatchObject({ baud: 19_200, parity: 'even' }));

  test('sends two stop bits where there is no parity', () => {
    expect(asSent({ baud: 9600, parity: 'none', dataBits: 8, stopBits: 1 }).stopBits).toBe(2);
    expect(asSent({ baud: 9600, parity: 'even', dataBits: 8, stopBits: 1 }).stopBits).toBe(1);
  });
});

test('the search of a network line is about unit ids alone', () => {
  const [only, ...others] = networkScanPlan(profiles, { all: false });
  expect(only?.settings).toBeUndefined();
  expect(others).toEqual([]);
});
