import type { Channel } from '../domain/channel.ts';
import type { Condition } from '../domain/condition.ts';
import type { LimitSet } from '../domain/limit.ts';
import { type ConditionRun, createConditionRun, type RunNeeds } from './condition-run.ts';
import { CALM } from './conditions/calm.ts';
import { COOLING } from './conditions/cooling.ts';
import { CUMULATIVE } from './conditions/cumulative.ts';
import { CYCLE } from './conditions/cycle.ts';
import { DEFROST } from './conditions/defrost.ts';
import { DISAGREEMENT } from './conditions/disagreement.ts';
import { FORECAST } from './conditions/forecast.ts';
import { conditionKey } from './conditions/kind.ts';
import { RATE } from './conditions/rate.ts';
import type { AskPartners } from './partners.ts';

/** The conditions of a channel, as its rule has them; the defrost first, for it decides what becomes of the others' alarms. */
export const conditionRuns = (
  channel: Channel,
  rule: LimitSet,
  partners: AskPartners,
  newId: () => string,
): readonly ConditionRun[] => {
  const needs = { channel: channel.id, rule: rule.id, partners, newId };
  const defrost =
    rule.defrost === undefined
      ? []
      : [createConditionRun(DEFROST, rule.defrost, { ...needs, key: 'defrost', level: 'operational' })];
  // A rule is written for many channels: what it says of two probes concerns those that have two.
  const concerned = (rule.conditions ?? []).filter(({ kind }) => kind !== 'disagreement' || channel.pair !== undefined);
  const conditions = concerned.map((condition) =>
    runOf(condition, { ...needs, key: conditionKey(condition), level: condition.level }),
  );
  return [...defrost, ...conditions];
};

const runOf = (condition: Condition, needs: RunNeeds): ConditionRun => {
  switch (condition.kind) {
    case 'cumulative':
      return createConditionRun(CUMULATIVE, condition, needs);
    case 'rate':
      return createConditionRun(RATE, condition, needs);
    case 'forecast':
      return createConditionRun(FORECAST, condition, needs);
    case 'cooling':
      return createConditionRun(COOLING, condition, needs);
    case 'cycle':
      return createConditionRun(CYCLE, condition, needs);
    case 'calm':
      return createConditionRun(CALM, condition, needs);
    case 'disagreement':
      return createConditionRun(DISAGREEMENT, condition, needs);
  }
};
