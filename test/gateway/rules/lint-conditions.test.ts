import { describe, expect, test } from 'vitest';
import type { Condition, Defrost } from '../../../gateway/domain/condition.ts';
import type { LimitSet } from '../../../gateway/domain/limit.ts';
import { lintRule } from '../../../gateway/rules/lint-pack.ts';
import { cooling, cumulative, cycle, defrost, rate } from './conditions/condition.ts';
import { HOUR, limit, MINUTE, rule } from './one-channel.ts';

const old = [{ document: 'a law', edition: '1', why: 'it was replaced' }];
const faultsOf = (judged: LimitSet, superseded: typeof old = []): readonly string[] =>
  lintRule(judged, superseded).map(({ path, wrong }) => `${path.join('.')}: ${wrong.replace('alarm.pack.', '')}`);
const of = (...conditions: readonly Condition[]): LimitSet => rule({ limits: [], conditions: [...conditions] });
const thawing = (differs: Partial<Defrost>): LimitSet => rule({ defrost: { ...defrost, ...differs } });

describe('conditions', () => {
  test('that make sense have no fault', () => expect(faultsOf(of(cumulative(), cooling(), cycle, rate()))).toEqual([]));

  test('and limits may not both be missing', () => expect(faultsOf(of())).toEqual(['id: judges-nothing']));

  test.each([
    ['a band that is none', cumulative({ above: 60, below: 8 }), ['conditions.0.above: not-rising']],
    ['a band without an end', { ...cumulative(), above: undefined, below: undefined }, ['conditions.0.kind: no-band']],
    ['a sum that its window can’t hold', cumulative({ most: 24 * HOUR }), ['conditions.0.most: not-rising']],
    ['a curve that rises', cooling([{ to: 70, within: HOUR }]), ['conditions.0.stages.0.to: not-rising']],
    [
      'a curve that rises in its middle',
      cooling([
        { to: 8, within: HOUR },
        { to: 21, within: HOUR },
      ]),
      ['conditions.0.stages.1.to: not-rising'],
    ],
    ['a cycle that begins hotter than it must be', { ...cycle, begins: 121 } as Condition, ['conditions.0.begins: not-rising']],
    ['a change that is none', rate(0), ['conditions.0.change: no-change']],
  ])('%s is a fault', (_, condition, faults) => expect(faultsOf(of(condition))).toEqual(faults));

  test('that stand there twice are a fault, whatever their times', () =>
    expect(faultsOf(of(cumulative(), cumulative({ most: HOUR })))).toEqual(['conditions.1.kind: condition-twice']));

  test('are refused with a source that was replaced, and so is a defrost', () => {
    expect(faultsOf(of(rate()), old)).toEqual(['conditions.0.source.edition: superseded']);
    expect(faultsOf(rule({ limits: [], conditions: [rate()], defrost }), old)).toHaveLength(2);
  });
});

describe('a defrost', () => {
  test('rises further than it must fall back, and no further than it may', () => {
    expect(faultsOf(thawing({}))).toEqual([]);
    expect(faultsOf(thawing({ back: 3 }))).toEqual(['defrost.back: not-rising']);
    expect(faultsOf(thawing({ height: 2 }))).toEqual(['defrost.rise: not-rising']);
  });
});

describe('a working limit beyond the law’s', () => {
  const beyond = (onDelay: number) => rule({ limits: [limit(), limit({ level: 'operational', value: 14, onDelay })] });
  test('makes sense where it speaks sooner, and none where it doesn’t', () => {
    expect(faultsOf(beyond(10 * MINUTE))).toEqual([]);
    expect(faultsOf(beyond(30 * MINUTE))).toEqual(['limits.1.value: outside-law']);
  });
});
