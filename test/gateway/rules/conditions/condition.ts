import type { Condition, ConditionOf, Defrost } from '../../../../gateway/domain/condition.ts';
import { HOUR, MINUTE, type OneChannel, oneChannel, rule } from '../one-channel.ts';

const source = { document: 'a law', edition: '1', force: 'shall', verified: false } as const;

/** Food strictly between 8 and 60 °C for at most 2 h in a day. */
export const cumulative = (differs: Partial<ConditionOf<'cumulative'>> = {}): Condition => ({
  kind: 'cumulative',
  level: 'legal',
  above: 8,
  below: 60,
  most: 2 * HOUR,
  window: 24 * HOUR,
  source,
  ...differs,
});

/** 60 → 21 °C in 2 h, then to 8 °C in 2 h more. */
export const cooling = (stages: ConditionOf<'cooling'>['stages'] = CHINA): Condition => ({
  kind: 'cooling',
  level: 'legal',
  from: 60,
  stages,
  source,
});
const CHINA = [
  { to: 21, within: 2 * HOUR },
  { to: 8, within: 2 * HOUR },
];

/** 120 °C held for 15 min. */
export const cycle: Condition = {
  kind: 'cycle',
  level: 'operational',
  begins: 60,
  least: 120,
  for: 15 * MINUTE,
  source,
};

/** A rise of more than 3 K within 15 min. */
export const rate = (change = 3): Condition => ({ kind: 'rate', level: 'operational', change, within: 15 * MINUTE, source });

/** Will pass 8 °C within half an hour, foreseen for 5 min. */
export const forecast: Condition = {
  kind: 'forecast',
  level: 'operational',
  side: 'high',
  value: 8,
  ahead: 30 * MINUTE,
  over: 20 * MINUTE,
  onDelay: 5 * MINUTE,
  source,
};

/** Within 0.1 K for 4 h. */
export const calm: Condition = { kind: 'calm', level: 'operational', range: 0.1, for: 4 * HOUR, source };

/** More than 3 K apart for 30 min. */
export const disagreement: Condition = { kind: 'disagreement', level: 'operational', most: 3, onDelay: 30 * MINUTE, source };

/** Up by 3 K within 10 min; no longer than 40 min, no higher than 15 K, none for 2 h after it. */
export const defrost: Defrost = {
  rise: 3,
  within: 10 * MINUTE,
  back: 1,
  height: 15,
  longest: 40 * MINUTE,
  apart: 2 * HOUR,
  source,
};

/** One channel that is judged by these conditions alone. */
export const judgedBy = (...conditions: readonly Condition[]): OneChannel =>
  oneChannel(rule({ limits: [], conditions: [...conditions] }));
