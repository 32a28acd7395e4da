import type { Limit, LimitSet } from '../domain/limit.ts';
import { lintConditions } from './lint-conditions.ts';
import { lintSource } from './lint-source.ts';
import type { Superseded } from './pack.ts';
import { below, type SenseFault } from './sense-fault.ts';

/** Everything that is senseless in a rule: limits that cross, a working limit outside the law's, a source that was replaced. */
export const lintRule = (rule: LimitSet, superseded: readonly Superseded[]): readonly SenseFault[] => [
  ...rule.limits.flatMap((limit, place) => [
    ...lintLimit(limit, rule.limits.slice(0, place), rule.limits).map((fault) => below(['limits', place], fault)),
    ...lintSource(limit.source, superseded).map((fault) => below(['limits', place, 'source'], fault)),
  ]),
  ...lintConditions(rule, superseded),
  ...(rule.delays === undefined ? [] : lintSource(rule.delays, superseded).map((fault) => below(['delays'], fault))),
];

const lintLimit = (limit: Limit, before: readonly Limit[], all: readonly Limit[]): readonly SenseFault[] => {
  const twice = before.some((other) => same(limit, other) && other.value === limit.value);
  const crossed = all.find((other) => other.side === 'high' && limit.side === 'low' && limit.value >= other.value);
  // Further out than the law and sooner is sense; further out and no sooner would speak too late.
  const law = all.find(
    (other) =>
      limit.level === 'operational' && other.level === 'legal' && outside(limit, other) && limit.onDelay >= other.onDelay,
  );
  const wide = all.find((other) => other.side !== limit.side && Math.abs(other.value - limit.value) <= limit.deadband);
  const idle = all.find((other) => same(limit, other) && outside(limit, other) && limit.onDelay >= other.onDelay);
  const faults: readonly (SenseFault | undefined)[] = [
    twice ? { path: ['value'], wrong: 'alarm.pack.twice', filling: { value: limit.value } } : undefined,
    crossed && { path: ['value'], wrong: 'alarm.pack.crossed', filling: { low: limit.value, high: crossed.value } },
    law && { path: ['value'], wrong: 'alarm.pack.outside-law', filling: { value: limit.value, law: law.value } },
    wide && { path: ['deadband'], wrong: 'alarm.pack.deadband', filling: { deadband: limit.deadband } },
    idle && { path: ['onDelay'], wrong: 'alarm.pack.idle', filling: { value: limit.value, other: idle.value } },
  ];
  return faults.filter((fault) => fault !== undefined);
};

const same = (one: Limit, other: Limit): boolean => one.level === other.level && one.side === other.side;

/** True where `limit` is further out than `other` of its side. */
const outside = (limit: Limit, other: Limit): boolean =>
  limit.side === other.side && (limit.side === 'high' ? limit.value > other.value : limit.value < other.value);
