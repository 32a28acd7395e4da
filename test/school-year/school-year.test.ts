import { beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from './draw-faults.ts';
import { type PlayedYear, playYear } from './play-year.ts';
import { DAY, dateOf, HOUR, MINUTE, momentAt } from './school-calendar.ts';
import { verdictOf, type YearVerdict } from './year-verdict.ts';

const FROM = '2026-05-11';
const TO = '2026-05-17';

/** A bad week: what else comes in a quarter of a year. */
const fault = (kind: Fault['kind'], cabinet: string | undefined, [date, time]: [string, string], lasts: number): Fault => {
  const from = momentAt(date, time);
  return { kind, from, to: from + lasts, share: 0.5, ...(cabinet === undefined ? {} : { cabinet }) };
};
const FAULTS: readonly Fault[] = [
  fault('door left open', 'fridge-2', ['2026-05-11', '14:10'], 55 * MINUTE),
  fault('unit silent', 'freezer-3', ['2026-05-12', '09:00'], 40 * MINUTE),
  fault('power cut', undefined, ['2026-05-13', '15:00'], 3 * HOUR),
  fault('network gone', undefined, ['2026-05-14', '00:00'], 2 * DAY),
  fault('compressor dead', 'fridge-1', ['2026-05-16', '22:00'], 10 * HOUR),
  fault('box killed', undefined, ['2026-05-17', '01:00'], MINUTE),
];

describe('a bad week of a canteen with twelve cabinets', () => {
  let year: PlayedYear;
  let verdict: YearVerdict;
  beforeAll(async () => {
    year = await playYear({ from: FROM, to: TO, seed: 1, faults: FAULTS });
    verdict = verdictOf(year);
  }, 120_000);

  const beyondLaw = (date: string): readonly string[] =>
    verdict.excursions.flatMap(({ stretch }) => (dateOf(stretch.due) === date ? [stretch.cabinet] : []));

  test('takes cabinets beyond the law: by a door, by a power cut, by a compressor', () => {
    expect(beyondLaw('2026-05-11')).toEqual(['fridge-2']);
    expect(beyondLaw('2026-05-13').length).toBeGreaterThanOrEqual(3);
    expect(beyondLaw('2026-05-17')).toEqual(['fridge-1']);
  });

  test('leaves no excursion over a legal limit untold, nor told late', () => {
    for (const { after } of verdict.excursions) expect(after).toBeLessThanOrEqual(2);
  });

  test('names all cabinets that are warm after the power cut in one message', () => {
    const named = year.account.reached
      .filter(({ fact, at }) => fact.way === 'sms' && fact.about === 'power' && dateOf(at) === '2026-05-13')
      .map(({ fact }) => fact.alarms.map((id) => year.cabinetOf.get(year.account.alarms.get(id)?.fact.channel ?? '')));
    for (const cabinet of beyondLaw('2026-05-13')) expect(named.some((cabinets) => cabinets.includes(cabinet))).toBe(true);
  });

  test('tells nothing that is false', () => expect(verdict.causes.filter((cause) => cause.of === 'false')).toEqual([]));

  test('tells each cause as one', () =>
    expect(verdict.causes.filter((cause) => cause.of === 'fault').length).toBeLessThanOrEqual(5));

  test('gives a sign of life each day', () => expect(verdict.signsOfLife).toBe(7));
});
