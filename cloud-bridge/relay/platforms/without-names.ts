import type { Judged } from './judge-answer.ts';
import type { RecordValues } from './platform-record.ts';
import { PERSONAL_FIELDS } from './record-fields.ts';

/** Shorter texts are no names, and would tear holes into other words. */
const SHORTEST = 2;

/** What a platform said, without the people that it names: its words go into the log, and into facts that can't be changed. */
export const withoutNames = (judged: Judged, records: readonly RecordValues[]): Judged => {
  const names = records
    .flatMap((values) => [...PERSONAL_FIELDS].map((field) => values[field]))
    .filter((name): name is string => typeof name === 'string' && name.length >= SHORTEST);
  const nameless = (words: string): string => names.reduce((text, name) => text.replaceAll(name, '…'), words);
  if (judged.is === 'expired') return judged;
  if (judged.is !== 'told') return { ...judged, words: nameless(judged.words) };
  const fates = [...judged.fates].map(
    ([id, fate]) => [id, fate.is === 'refused' ? { ...fate, words: nameless(fate.words) } : fate] as const,
  );
  return { is: 'told', fates: new Map(fates) };
};
