import type { UtcMillis } from '../domain/clock.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { PeriodKind } from './report-period.ts';
import { momentText } from './report-words.ts';
import type { SignedChange } from './signed-changes.ts';
import type { Signature } from './signing.ts';

/** The page that a signature stands on. */
interface SignedPage {
  readonly period: PeriodKind;
  readonly date: string;
  readonly to: UtcMillis;
  readonly timezone: string;
}

/** Whether the page is what was signed, what is other since, and how anyone gets the page as it was; undefined where nobody looked. */
export const standingWords = (
  { standing, upTo }: Pick<Signature, 'standing' | 'upTo'>,
  { period, date, to, timezone }: SignedPage,
  language: Language,
): string | undefined => {
  const again = { period, date, end: `${upTo.readings}:${upTo.urgent}:${to}` };
  switch (standing?.is) {
    case undefined:
      return undefined;
    case 'matches':
      return say(language, 'report.draft.matches');
    case 'not-made-again':
      return say(language, 'report.draft.other-data', again);
    case 'changed':
      return say(language, 'report.draft.changed', { ...again, changes: changesWords(standing.changes, timezone, language) });
  }
};

const changesWords = (changes: readonly SignedChange[], timezone: string, language: Language): string =>
  changes.map((change) => changeWords(change, timezone, language)).join(language === 'en' ? '; ' : '；');

const changeWords = (change: SignedChange, timezone: string, language: Language): string => {
  const { what, of = '', at } = change;
  const moment = at === undefined ? '' : momentText(at, timezone);
  const subject = say(language, `report.since.${what}`, { of, at: moment });
  if (of === '') return subject;
  return say(language, 'report.since.one', { subject, how: howWords(change, language) });
};

const howWords = ({ how, keys = [] }: SignedChange, language: Language): string => {
  const told = [...new Set(keys.map((key) => TOLD.get(key) ?? 'changed'))];
  if (how !== 'changed' || told.length === 0) return say(language, `report.since.${how}`);
  const shown = told.length > 1 ? told.filter((each) => each !== 'changed') : told;
  return shown.map((each) => say(language, `report.since.${each}`)).join(language === 'en' ? ', ' : '、');
};

/** What a key that differs is called. */
const TOLD: ReadonlyMap<string, 'confirmed' | 'acknowledged' | 'cleared' | 'notices' | 'disposed' | 'figures' | 'calibration' | 'limits'> = new Map([
  ['confirmed', 'confirmed'],
  ['acknowledged', 'acknowledged'],
  ['active', 'cleared'],
  ['clearedAt', 'cleared'],
  ['notices', 'notices'],
  ['disposedAt', 'disposed'],
  ['disposedBy', 'disposed'],
  ['total', 'figures'],
  ['days', 'figures'],
  ['calibration', 'calibration'],
  ['judgedBy', 'limits'],
]); // biome-ignore format: a table to read
