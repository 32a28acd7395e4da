import { describe, expect, test } from 'vitest';
import { expected, outcomeOf, scenarioNames, scenarioOf } from './all-scenarios.ts';
import { parseScenarioFile } from './scenario-file.ts';

const scenarios = scenarioNames().map((name) => ({ name, file: scenarioOf(name) }));

describe('exactly the alarms and notifications that are named, at their minute', () => {
  test('of fifty scenarios at least', () => expect(scenarios.length).toBeGreaterThanOrEqual(50));

  test('each scenario has a sentence of its own', () =>
    expect(new Set(scenarios.map(({ file }) => file.title)).size).toBe(scenarios.length));

  test.each(scenarios)('$name: $file.title', async ({ file }) => expect(await outcomeOf(file)).toEqual(expected(file)));
});

describe('a scenario’s file', () => {
  const whole = {
    title: 'A fridge stays cold.',
    zh: '冷藏柜一直低温。',
    date: '2026-11-30',
    from: '10:00',
    to: '11:00',
    things: ['fridge-1'],
  };
  const text = (more: object): string => JSON.stringify({ ...whole, alarms: [], notices: [], ...more });

  test('is refused where an event can’t happen', () =>
    expect(() => parseScenarioFile(text({ events: [{ at: '10:30', door: 'fridge-1', opne: true }] }))).toThrow(
      /nothing that can happen/,
    ));

  test.each(['10:30 fridge-1/temperature high', '10:30 to 11:00: fridge-1/temperature high 8 illegal'])(
    'is refused with an alarm “%s”',
    (alarm) => expect(() => parseScenarioFile(text({ alarms: [alarm] }))).toThrow(),
  );
});
