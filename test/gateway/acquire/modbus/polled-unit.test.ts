import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../../gateway/acquire/modbus/answer.ts';
import { PolledUnit } from '../../../../gateway/acquire/modbus/polled-unit.ts';
import type { Observation } from '../../../../gateway/domain/observation.ts';
import { type TestDeviceParts, testDevice } from '../test-device.ts';

const NOW = 10_000;

/** The data of an answer: one register a number. */
const words = (...numbers: readonly number[]): DataView => {
  const data = new DataView(new ArrayBuffer(2 * numbers.length));
  numbers.forEach((number, place) => {
    data.setInt16(2 * place, number);
  });
  return data;
};

/** A unit that is asked by hand; what it tells is written down as `value` or `quality` per channel. */
const unitOf = (parts: TestDeviceParts) => {
  const told: string[] = [];
  const states: boolean[] = [];
  const unit = new PolledUnit(testDevice(parts), 1500, NOW, {
    onObservation: ({ elapsed, channels, values, qualities }: Observation) => {
      const each = channels.map((place, index) => `${place}=${qualities?.[index] ?? 'good'}:${values[index]}`);
      told.push(`${elapsed}: ${each.join(' ')}`.replaceAll('good:', '').replaceAll(':NaN', ''));
    },
    onMet: () => undefined,
    onSilent: (_, silent) => states.push(silent),
  });
  const ask = (answer: Answer, at = answer.at): string => {
    const { request } = unit.read?.question ?? {};
    unit.asked(at - 50);
    unit.take(answer);
    return request !== undefined && 'count' in request ? `${request.address}+${request.count}` : '';
  };
  return { unit, told, states, ask };
};

const data = (at: number, ...numbers: readonly number[]): Answer => ({ is: 'data', data: words(...numbers), at, took: 50 });
const exception = (at: number, code: number): Answer => ({ is: 'exception', code, at, took: 50 });
const silence = (at: number): Answer => ({ is: 'silence', at });
const doubt = (at: number): Answer => ({ is: 'doubt', why: 'crc', at });

const tenths = (address: number) => ({
  name: `r${address}`,
  role: 'measurement',
  table: 'holding',
  address,
  type: 'int16',
  scale: 0.1,
  unit: 'degC',
});

const TWO_BLOCKS = [tenths(0), tenths(1), tenths(100)];

describe('a poll of a unit', () => {
  test('brings one observation per read, at the end of its answer, and the next is due a period later', () => {
    const { unit, told, ask } = unitOf({ registers: TWO_BLOCKS });
    expect([ask(data(NOW + 60, 42, -5)), ask(data(NOW + 120, 7))]).toEqual(['0+2', '100+1']);
    expect(told).toEqual([`${NOW + 60}: 0=4.2 1=-0.5`, `${NOW + 120}: 2=0.7`]);
    expect([unit.due, unit.counters.missed]).toEqual([NOW + 1000, 0]);
  });

  test('that comes late doesn’t shift those to come; periods without any time left are counted', () => {
    const { unit, ask } = unitOf({ registers: 1 });
    ask(data(NOW + 2_700, 1));
    expect([unit.due, unit.counters.missed]).toEqual([NOW + 2000, 1]);
  });

  test('keeps an exception as what it is, and goes on with the next read', () => {
    const { told, ask } = unitOf({ registers: TWO_BLOCKS, limits: { mostRegisters: 2 } });
    ask(exception(NOW + 60, 4));
    ask(data(NOW + 120, 7));
    expect(told).toEqual([`${NOW + 60}: 0=exception:4 1=exception:4`, `${NOW + 120}: 2=0.7`]);
  });

  test('comes again after a while to a unit that says it is busy, once in a period', () => {
    const { unit, told, ask } = unitOf({ registers: 1 });
    ask(exception(NOW + 50, 6));
    expect([told, unit.notBefore]).toEqual([[], NOW + 300]);
    ask(exception(NOW + 350, 6));
    expect(told).toEqual([`${NOW + 350}: 0=exception:6`]);
    ask(exception(NOW + 1950, 5)); // the period ends before it could be asked again
    expect(told).toHaveLength(2);
  });
});

describe('a read that the device refuses', () => {
  const FOUR = { registers: 4 };

  test('is halved until it answers, and stays so', () => {
    const { told, ask } = unitOf(FOUR);
    const asked = [
      ask(exception(NOW + 10, 2)),
      ask(data(NOW + 20, 1, 2)),
      ask(exception(NOW + 30, 2)),
      ask(data(NOW + 40, 3)),
      ask(exception(NOW + 50, 2)),
    ];
    expect(asked).toEqual(['0+4', '0+2', '2+2', '2+1', '3+1']);
    expect(told).toEqual([`${NOW + 20}: 0=1 1=2`, `${NOW + 40}: 2=3`, `${NOW + 50}: 3=exception:2`]);
    expect([ask(data(NOW + 1010, 1, 2)), ask(data(NOW + 1020, 3)), ask(data(NOW + 1030, 4))]).toEqual(['0+2', '2+1', '3+1']);
  });

  test('costs one question a poll, once it is known that no part of it is answered, until it answers', () => {
    const { told, ask } = unitOf({ registers: [0, 1, 2, 3, 100].map(tenths) });
    for (let part = 0; part < 7; part += 1) ask(exception(NOW + 10 * part, 2));
    expect(ask(data(NOW + 80, 7))).toBe('100+1');
    for (const poll of [1, 2]) {
      expect([ask(exception(NOW + 1000 * poll, 2)), ask(data(NOW + 1000 * poll + 10, 7))]).toEqual(['0+4', '100+1']);
    }
    expect(told.at(-2)).toContain('0=exception:2 1=exception:2 2=exception:2 3=exception:2');
    ask(data(NOW + 3000, 1, 2, 3, 4));
    ask(data(NOW + 3010, 7));
    expect([ask(exception(NOW + 4000, 2)), ask(data(NOW + 4010, 1, 2))]).toEqual(['0+4', '0+2']);
  });

  test('is whole again in the next poll where none of its parts was answered: the joining wasn’t the reason', () => {
    const { told, ask } = unitOf(FOUR);
    for (let part = 0; part < 7; part += 1) ask(exception(NOW + 10 * part, 2));
    expect(told.map((line) => line.split(': ')[1])).toEqual(['0=exception:2', '1=exception:2', '2=exception:2', '3=exception:2']);
    expect(ask(data(NOW + 1010, 1, 2, 3, 4))).toBe('0+4');
  });
});

describe('a unit that doesn’t answer', () => {
  test('is asked once more in the period, and then there is no answer: for what is left of the poll, too', () => {
    const { unit, told, states, ask } = unitOf({ registers: TWO_BLOCKS });
    ask(data(NOW + 10, 1, 2));
    ask(silence(NOW + 300));
    expect(told).toHaveLength(1);
    ask(silence(NOW + 600));
    expect(told.slice(1)).toEqual([`${NOW + 600}: 2=no-answer`]);
    expect([unit.counters.retries, unit.dead, states]).toEqual([1, false, []]);
  });

  test('is asked from the first read on in its next poll', () => {
    const { ask } = unitOf({ registers: TWO_BLOCKS });
    ask(data(NOW + 10, 1, 2));
    ask(silence(NOW + 300));
    ask(silence(NOW + 600));
    expect(ask(data(NOW + 1010, 1, 2))).toBe('0+2');
  });

  test('isn’t asked again in a period that is over', () => {
    const { unit, told, ask } = unitOf({ registers: 1 });
    ask(data(NOW + 10, 1));
    ask(silence(NOW + 2_100));
    expect([told.length, unit.counters.retries]).toEqual([2, 0]);
  });

  test('is dead after three silent polls in a row, and says so once', () => {
    const { unit, states, ask } = unitOf({ registers: 1 });
    ask(data(NOW + 10, 1));
    for (let poll = 1; poll <= 4; poll += 1) ask(silence(NOW + 1000 * poll + 300));
    expect([unit.dead, unit.counters.dead, states]).toEqual([true, true, [true]]);
  });

  test('is dead at once when it has never answered', () => {
    const { unit, states, ask } = unitOf({ registers: 1 });
    ask(silence(NOW + 1500));
    expect([unit.dead, states]).toEqual([true, [true]]);
  });

  test('lives longer where something comes, be it broken: its other reads are asked all the same', () => {
    const { unit, told, ask } = unitOf({ registers: TWO_BLOCKS });
    ask(data(NOW + 10, 1, 2));
    ask(data(NOW + 20, 3));
    ask(doubt(NOW + 1010));
    ask(doubt(NOW + 1020));
    expect([unit.dead, told.slice(2)]).toEqual([false, [`${NOW + 1020}: 0=no-answer 1=no-answer`]]);
    for (let answer = 0; answer < 8; answer += 1) ask(doubt(NOW + 2000 + 100 * answer));
    expect(unit.dead).toBe(true);
  });

  test('that is dead still tells each period that there was no answer, asked or not', () => {
    const { unit, told, ask } = unitOf({ registers: TWO_BLOCKS });
    ask(silence(NOW + 900));
    unit.giveUp(unit.due + unit.every);
    unit.giveUp(unit.due + unit.every);
    expect(told.filter((line) => line.endsWith('2=no-answer')).map((line) => line.split(':')[0])).toEqual([
      '10900',
      '12000',
      '13000',
    ]);
    expect(unit.counters.missed).toBe(0);
  });

  test('that is dead and asked in vain between two periods tells nothing then: the period isn’t over', () => {
    const { unit, told, ask } = unitOf({ every: 600_000, registers: 1 });
    ask(silence(NOW + 900));
    ask(silence(NOW + 60_000));
    expect([told.length, unit.due, unit.vain]).toEqual([1, NOW + 600_000, 1]);
  });

  test('is back with its first answer, which is that of its new periods', () => {
    const { unit, told, states, ask } = unitOf({ registers: 1 });
    ask(silence(NOW + 900));
    ask(silence(NOW + 60_000));
    expect(unit.dead).toBe(true);
    ask(data(NOW + 63_230, 5));
    expect([unit.dead, states, unit.due]).toEqual([false, [true, false], NOW + 63_180 + 1000]);
    expect(told.at(-1)).toBe(`${NOW + 63_230}: 0=5`);
  });

  test('is asked as if alive when its line was opened anew, but stays silent in the books until it answers', () => {
    const { unit, states, ask } = unitOf({ registers: 1 });
    ask(silence(NOW + 900));
    unit.hopeAgain();
    expect([unit.dead, unit.counters.dead, states]).toEqual([false, true, [true]]);
    ask(silence(NOW + 1900));
    expect([unit.dead, states]).toEqual([true, [true]]);
    unit.hopeAgain();
    ask(data(NOW + 2900, 1));
    expect(states).toEqual([true, false]);
  });

  test('isn’t blamed when its line was lost', () => {
    const { unit, told, ask } = unitOf({ registers: 1 });
    ask(data(NOW + 10, 1));
    for (let poll = 1; poll <= 9; poll += 1) ask({ is: 'lost', at: NOW + 1000 * poll + 10 });
    expect([unit.dead, unit.counters.timeouts, told.at(-1)]).toEqual([false, 0, `${NOW + 9010}: 0=no-answer`]);
  });
});

describe('a scale that stands in another register', () => {
  const registers = [
    {
      name: 'air',
      role: 'measurement',
      table: 'holding',
      address: 0,
      type: 'int16',
      unit: 'degC',
      scaleFrom: { register: 'points', factors: { 0: 1, 1: 0.1 } },
    },
    { name: 'points', role: 'setting', table: 'holding', address: 500, type: 'uint16' },
  ];

  test('is read first in every poll, and is no channel', () => {
    const { told, ask } = unitOf({ registers });
    expect([ask(data(NOW + 10, 1)), ask(data(NOW + 20, 42))]).toEqual(['500+1', '0+1']);
    ask(data(NOW + 1010, 0));
    ask(data(NOW + 1020, 42));
    expect(told).toEqual([`${NOW + 20}: 0=4.2`, `${NOW + 1020}: 0=42`]);
  });

  test('that can’t be read leaves no value, whatever it was before', () => {
    const { told, ask } = unitOf({ registers });
    ask(data(NOW + 10, 1));
    ask(data(NOW + 20, 42));
    ask(exception(NOW + 1010, 4));
    ask(data(NOW + 1020, 42));
    expect(told.at(-1)).toBe(`${NOW + 1020}: 0=exception:4`);
  });
});

test('a value that doesn’t move for longer than its profile finds plausible is frozen, and stays', () => {
  const every = 600_000;
  const { told, ask } = unitOf({ every, registers: [{ ...tenths(0), frozenAfter: 3_600_000 }] });
  for (let poll = 0; poll <= 7; poll += 1) ask(data(NOW + every * poll + 10, 42));
  ask(data(NOW + every * 8 + 10, 43));
  expect(told.map((line) => line.split(': ')[1])).toEqual([...Array.from({ length: 7 }, () => '0=4.2'), '0=frozen:4.2', '0=4.3']);
});

test('a device of which nothing is wanted has nothing to ask; a channel that its profile lacks is refused', () => {
  const device = testDevice({ registers: 1 });
  const listener = { onObservation: () => undefined, onMet: () => undefined, onSilent: () => undefined };
  expect(new PolledUnit({ ...device, channels: [] }, 1500, NOW, listener).read).toBeUndefined();
  const channels = [{ place: 0, register: 'nothing', offset: 0 }];
  expect(() => new PolledUnit({ ...device, channels }, 1500, NOW, listener)).toThrow(
    expect.objectContaining({ code: 'profile-invalid' }),
  );
});
