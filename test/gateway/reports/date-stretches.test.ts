import { expect, test } from 'vitest';
import { dateStretches } from '../../../gateway/reports/date-stretches.ts';

test('closed days that follow each other under one name are one stretch', () => {
  const days = [
    { date: '2026-09-26' },
    { date: '2026-09-27' },
    ...['01', '02', '03'].map((day) => ({ date: `2026-10-${day}`, name: '国庆节' })),
    { date: '2026-10-04' },
    { date: '2026-10-31' },
    { date: '2026-11-01' },
  ];
  expect(dateStretches(days)).toBe('2026-09-26–2026-09-27, 2026-10-01–2026-10-03 国庆节, 2026-10-04, 2026-10-31–2026-11-01');
  expect(dateStretches([])).toBe('');
});
