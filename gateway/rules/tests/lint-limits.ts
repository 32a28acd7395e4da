import type { Path } from '../../data-text/yaml-text.ts';
import type { MessageKey } from '../../domain/messages/catalogue.ts';
import type { LIMITS_MESSAGES } from '../../domain/messages/limits-messages.ts';
import type { Filling } from '../../domain/messages/message.ts';
import { forceOf } from './limit-in-force.ts';
import type { Interfering, Matrix, MatrixLimit, SupersededEdition, TestItem } from './limits-file.ts';
import { namesOfMatrix } from './name-resolver.ts';
import { nameKey } from './plain-text.ts';
import { chainOf, type TestLimits } from './test-limits.ts';
import { powerBetween, unitOf } from './test-unit.ts';

/** What can be wrong with the sense of limits: every message that has a remedy beside it. */
type FaultName = keyof {
  [Key in keyof typeof LIMITS_MESSAGES as Key extends `limits.${infer Name}.do` ? Name : never]: true;
};

/** Something that the shape allows and the sense doesn't. `path` counts from the entry. */
export interface SenseFault {
  readonly path: Path;
  readonly wrong: MessageKey & `limits.${FaultName}`;
  readonly filling: Filling;
}

const only = (faults: readonly (SenseFault | false | undefined)[]): readonly SenseFault[] =>
  faults.filter((fault) => fault !== false && fault !== undefined);

/** Everything that is senseless in a limit: of nothing, for nothing, of another kind, out of date. */
export const lintLimit = (
  limit: MatrixLimit,
  { items, matrices }: TestLimits,
  superseded: readonly SupersededEdition[],
): readonly SenseFault[] => {
  const item = items.get(limit.item);
  return only([
    item === undefined && { path: ['item'], wrong: 'limits.unknown-item', filling: { id: limit.item } },
    !matrices.has(limit.matrix) && { path: ['matrix'], wrong: 'limits.unknown-matrix', filling: { id: limit.matrix } },
    item !== undefined && !fits(limit, item) && { path: [], wrong: 'limits.kind', filling: { kind: item.kind } },
    ended(limit),
    outdated(limit, superseded),
  ]);
};

const fits = ({ positiveIf, value, unit }: MatrixLimit, item: TestItem): boolean => {
  const whole = value !== undefined && unit !== undefined && positiveIf !== undefined;
  const bare = value === undefined && unit === undefined && positiveIf === undefined;
  switch (item.kind) {
    case 'maximum':
      return whole && positiveIf === '>' && converts(unit, item.unit);
    case 'inhibition':
      return whole && positiveIf === '>=' && unit === '%';
    case 'strip':
      return bare || (whole && item.unit !== undefined && converts(unit, item.unit));
  }
};

const converts = (from: string, to: string): boolean => {
  const [one, other] = [unitOf(from), unitOf(to)];
  return one !== undefined && other !== undefined && powerBetween(one, other) !== undefined;
};

const ended = ({ source: { validFrom, validTo } }: MatrixLimit): SenseFault | undefined =>
  validFrom === undefined || validTo === undefined || validTo > validFrom
    ? undefined
    : { path: ['source', 'validTo'], wrong: 'limits.ended', filling: { from: validFrom, to: validTo } };

const names = ({ document, edition }: SupersededEdition, source: MatrixLimit['source']): boolean =>
  source.document.includes(document) && (source.edition.includes(edition) || source.document.includes(`${document}-${edition}`));

const outdated = ({ source }: MatrixLimit, superseded: readonly SupersededEdition[]): SenseFault | undefined => {
  const old = superseded.find((replaced) => names(replaced, source));
  if (old === undefined || (source.validTo !== undefined && source.validTo <= old.since)) return undefined;
  const { edition, since, replacedBy } = old;
  return { path: ['source', 'edition'], wrong: 'limits.superseded', filling: { edition, since, replacedBy } };
};

/** True where both are of one item and matrix, and some moment lies in both. */
export const overlap = (one: MatrixLimit, other: MatrixLimit): boolean => {
  if (one.item !== other.item || one.matrix !== other.matrix) return false;
  const [a, b] = [forceOf(one.source), forceOf(other.source)];
  return a.from < b.before && b.from < a.before;
};

/** A matrix within one that isn't there, or within itself. */
export const lintMatrix = ({ id, within }: Matrix, { matrices }: TestLimits): readonly SenseFault[] => {
  if (within === undefined) return [];
  return only([
    !matrices.has(within) && { path: ['within'], wrong: 'limits.unknown-matrix', filling: { id: within } },
    chainOf(within, matrices).includes(id) && { path: ['within'], wrong: 'limits.circle', filling: { id } },
  ]);
};

/** Disturbing goods that no matrix names, of a method by which nothing is measured. */
export const lintInterfering = ({ goods, method }: Interfering, { items, matrices }: TestLimits): readonly SenseFault[] => {
  const known = new Set([...matrices.values()].flatMap(namesOfMatrix).map(nameKey));
  return only([
    ![...items.values()].some((item) => item.method === method) && {
      path: ['method'],
      wrong: 'limits.unknown-method',
      filling: { method },
    },
    ...goods.map(
      (name, place): SenseFault | false =>
        !known.has(nameKey(name)) && { path: ['goods', place], wrong: 'limits.unknown-goods', filling: { name } },
    ),
  ]);
};
