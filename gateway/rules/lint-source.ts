import type { Source } from '../domain/source.ts';
import type { Superseded } from './pack.ts';
import type { SenseFault } from './sense-fault.ts';

/** What is senseless in a source: a text that was replaced, or one that ends before it begins. */
export const lintSource = (source: Source, superseded: readonly Superseded[]): readonly SenseFault[] => {
  const old = superseded.find(({ document, edition }) => source.document.includes(document) && source.edition.includes(edition));
  const { validFrom, validTo } = source;
  const ended = validFrom !== undefined && validTo !== undefined && validTo <= validFrom;
  const faults: readonly (SenseFault | undefined)[] = [
    old && { path: ['edition'], wrong: 'alarm.pack.superseded', filling: { edition: old.edition, why: old.why } },
    ended ? { path: ['validTo'], wrong: 'alarm.pack.ended', filling: { from: validFrom, to: validTo } } : undefined,
  ];
  return faults.filter((fault) => fault !== undefined);
};
