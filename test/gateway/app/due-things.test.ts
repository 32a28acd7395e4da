import { describe, expect, test } from 'vitest';
import { dueThings } from '../../../gateway/app/due-things.ts';
import { createUnsignedDrafts } from '../../../gateway/app/unsigned-drafts.ts';
import type { StateFact } from '../../../gateway/domain/fact.ts';
import type { SavedState } from '../../../gateway/domain/saved-state.ts';
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

  const LATER = Date.UTC(2026, 10, 28);
  const opened = (saved: readonly SavedState[]) => createUnsignedDrafts(saved, 'Asia/Shanghai');
  const kept = async () => ({ first: 1, dropped: 0 });

  test('a draft is due until it is signed, over restarts', async () => {
    const first = opened([]);
    await first.keeping(kept)([report('day', '2026-11-26', 'drafted'), report('day', '2026-11-27', 'drafted')]);
    const second = opened(first.takeStates());
    await second.keeping(kept)([report('day', '2026-11-26', 'signed')]);
    expect(second.all(LATER)).toEqual(['day 2026-11-27']);
    expect(opened(second.takeStates()).all(LATER)).toEqual(['day 2026-11-27']);
    expect(opened([{ key: 'notify/unsigned', text: '{' }]).all(LATER)).toEqual([]);
  });

  test('what is known of a draft is saved with its fact: a kill in between loses neither alone', async () => {
    const drafts = opened([]);
    const saved: SavedState[][] = [];
    const keep = drafts.keeping(async () => {
      saved.push([...drafts.takeStates()]); // as the commit of the fact takes them
      return { first: 1, dropped: 0 };
    });
    await keep([report('day', '2026-11-27', 'drafted')]);
    expect(opened(saved[0] ?? []).all(LATER)).toEqual(['day 2026-11-27']);
    await keep([report('day', '2026-11-27', 'signed')]);
    expect(opened(saved[1] ?? []).all(LATER)).toEqual([]);
    expect(drafts.takeStates()).toEqual([]);
  });

  test('a signature that the disk did not take is still wanted', async () => {
    const drafts = opened([]);
    await drafts.keeping(kept)([report('day', '2026-11-27', 'drafted')]);
    await drafts.keeping(async () => ({ first: 0, dropped: 0 }))([report('day', '2026-11-27', 'signed')]);
    expect(drafts.all(LATER)).toEqual(['day 2026-11-27']);
  });

  test('a draft of a day that is not over waits for nobody', () => {
    const ahead = opened([{ key: 'notify/unsigned', text: '["day 2027-01-16","day 2026-11-27","week 2026-11-23"]' }]);
    expect(ahead.all(LATER)).toEqual(['day 2026-11-27']);
  });
});
