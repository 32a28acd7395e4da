import { describe, expect, test } from 'vitest';
import { dueThings } from '../../../gateway/app/due-things.ts';
import { createUnsignedDrafts } from '../../../gateway/app/unsigned-drafts.ts';
import type { StateFact } from '../../../gateway/domain/fact.ts';
import type { ReportFact } from '../../../gateway/domain/supervision-fact.ts';

const state = (on: string, word: string): StateFact => ({ kind: 'state', at: 0, on, state: word, active: true });
const report = (period: 'day' | 'week', date: string, step: ReportFact['step']): ReportFact => ({
  kind: 'report', at: 0, period, date, step, hash: '0'.repeat(64), upTo: { readings: 0, urgent: 0 },
}); // biome-ignore format: a fact

describe('what has fallen due', () => {
  test('is what the kitchen’s book, the desk and the reports say, in words of people', () => {
    const things = dueThings({
      states: () => [
        state('retention:11261', 'disposal-due'),
        state('retention:2026-11-27/lunch', 'sample-missing'),
        state('fridge-1/temperature', 'calibration-due'),
        state('line:kitchen', 'lost'),
      ],
      openCases: () => [],
      unsigned: () => ['day 2026-11-27', 'week 2026-11-16'],
      cabinetOf: () => '1号冷藏柜',
      language: 'zh-CN',
    });
    expect(things.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'disposal 11261',
      'missing-sample 2026-11-27 午餐',
      'calibration 1号冷藏柜',
      'report 2026-11-27',
      'report 2026-11-16 周排查',
    ]);
  });

  test('a draft is due until it is signed, over restarts', () => {
    const first = createUnsignedDrafts([]);
    first.take([report('day', '2026-11-26', 'drafted'), report('day', '2026-11-27', 'drafted')]);
    const second = createUnsignedDrafts(first.takeStates());
    second.take([report('day', '2026-11-26', 'signed')]);
    expect(second.all()).toEqual(['day 2026-11-27']);
    expect(createUnsignedDrafts(second.takeStates()).all()).toEqual(['day 2026-11-27']);
    expect(createUnsignedDrafts([{ key: 'notify/unsigned', text: '{' }]).all()).toEqual([]);
  });
});
