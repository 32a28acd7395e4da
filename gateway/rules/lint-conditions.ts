import type { Condition, ConditionOf, Defrost } from '../domain/condition.ts';
import type { LimitSet } from '../domain/limit.ts';
import { conditionKey } from './conditions/kind.ts';
import { lintSource } from './lint-source.ts';
import type { Superseded } from './pack.ts';
import { below, type SenseFault } from './sense-fault.ts';

/** Everything that is senseless in a rule's conditions and its defrost: bands that are none, curves that rise, times that can't be reached. */
export const lintConditions = (rule: LimitSet, superseded: readonly Superseded[]): readonly SenseFault[] => {
  const { conditions = [], defrost, limits } = rule;
  const empty: SenseFault = { path: ['id'], wrong: 'alarm.pack.judges-nothing', filling: {} };
  return [
    ...(limits.length === 0 && conditions.length === 0 ? [empty] : []),
    ...conditions.flatMap((condition, place) =>
      [
        ...lintCondition(condition),
        ...lintTwice(condition, conditions.slice(0, place)),
        ...lintSource(condition.source, superseded).map((fault) => below(['source'], fault)),
      ].map((fault) => below(['conditions', place], fault)),
    ),
    ...(defrost === undefined ? [] : lintDefrost(defrost, superseded).map((fault) => below(['defrost'], fault))),
  ];
};

const lintTwice = (condition: Condition, before: readonly Condition[]): readonly SenseFault[] =>
  before.some((other) => conditionKey(other) === conditionKey(condition))
    ? [{ path: ['kind'], wrong: 'alarm.pack.condition-twice', filling: { kind: condition.kind } }]
    : [];

/** `smaller` must be below `larger`. */
const rising = (smaller: number, larger: number, key: string): readonly SenseFault[] =>
  smaller < larger ? [] : [{ path: [key], wrong: 'alarm.pack.not-rising', filling: { smaller, larger } }];

const lintCondition = (condition: Condition): readonly SenseFault[] => {
  switch (condition.kind) {
    case 'cumulative':
      return lintCumulative(condition);
    case 'cooling':
      return lintCooling(condition);
    case 'cycle':
      return rising(condition.begins, condition.least, 'begins');
    case 'rate':
      return condition.change === 0 ? [{ path: ['change'], wrong: 'alarm.pack.no-change', filling: {} }] : [];
    default:
      return [];
  }
};

const lintCumulative = ({ above, below: under, most, window }: ConditionOf<'cumulative'>): readonly SenseFault[] => [
  ...(above === undefined && under === undefined
    ? [{ path: ['kind'], wrong: 'alarm.pack.no-band', filling: {} } satisfies SenseFault]
    : []),
  ...(above === undefined || under === undefined ? [] : rising(above, under, 'above')),
  ...rising(most, window, 'most'),
];

const lintCooling = ({ from, stages }: ConditionOf<'cooling'>): readonly SenseFault[] =>
  stages.flatMap(({ to }, place) => {
    const before = stages[place - 1]?.to ?? from;
    return rising(to, before, 'to').map((fault) => below(['stages', place], fault));
  });

const lintDefrost = ({ back, rise, height, source }: Defrost, superseded: readonly Superseded[]): readonly SenseFault[] => [
  ...rising(back, rise, 'back'),
  ...rising(rise, height, 'rise'),
  ...lintSource(source, superseded).map((fault) => below(['source'], fault)),
];
