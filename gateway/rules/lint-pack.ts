import type { Limit, LimitSet } from '../domain/limit.ts';
import type { MessageKey } from '../domain/messages/catalogue.ts';
import type { Filling } from '../domain/messages/message.ts';
import type { Source } from '../domain/source.ts';
import type { Superseded } from './pack.ts';
import type { Path } from './yaml-text.ts';

/** Something that a rule's shape allows and its sense doesn't. `path` counts from the rule. */
interface SenseFault {
  readonly path: Path;
  readonly wrong: MessageKey & `alarm.pack.${string}`;
  readonly filling: Filling;
}

/** Everything that is senseless in a rule: limits that cross, a working limit outside the law's, a source that was replaced. */
export const lintRule = (rule: LimitSet, superseded: readonly Superseded[]): readonly SenseFault[] => [
  ...rule.limits.flatMap((limit, place) => [
    ...lintLimit(limit, rule.limits.slice(0, place), rule.limits).map((fault) => at(['limits', place], fault)),
    ...lintSource(limit.source, superseded).map((fault) => at(['limits', place, 'source'], fault)),
  ]),
  ...(rule.delays === undefined ? [] : lintSource(rule.delays, superseded).map((fault) => at(['delays'], fault))),
];

const at = (path: Path, fault: SenseFault): SenseFault => ({ ...fault, path: [...path, ...fault.path] });

const lintLimit = (limit: Limit, before: readonly Limit[], all: readonly Limit[]): readonly SenseFault[] => {
  const twice = before.some((other) => same(limit, other) && other.value === limit.value);
  const crossed = all.find((other) => other.side === 'high' && limit.side === 'low' && limit.value >= other.value);
  const law = all.find((other) => limit.level === 'operational' && other.level === 'legal' && outside(limit, other));
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

const lintSource = (source: Source, superseded: readonly Superseded[]): readonly SenseFault[] => {
  const old = superseded.find(({ document, edition }) => source.document.includes(document) && source.edition.includes(edition));
  const { validFrom, validTo } = source;
  const ended = validFrom !== undefined && validTo !== undefined && validTo <= validFrom;
  const faults: readonly (SenseFault | undefined)[] = [
    old && { path: ['edition'], wrong: 'alarm.pack.superseded', filling: { edition: old.edition, why: old.why } },
    ended ? { path: ['validTo'], wrong: 'alarm.pack.ended', filling: { from: validFrom, to: validTo } } : undefined,
  ];
  return faults.filter((fault) => fault !== undefined);
};
