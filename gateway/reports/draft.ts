import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { awaitsAction, wasInEffect } from './awaits-action.ts';
import { wasJudged } from './channel-versions.ts';
import type { Checklist, ChecklistLine, Filling } from './checklist.ts';
import { dateStretches } from './date-stretches.ts';
import type { ReportData } from './report-data.ts';
import { retentionWords } from './retention.ts';
import type { Signing } from './signing.ts';
import { isWhollyProven, type Verdict, verdictOf } from './verdict.ts';

/** One line of a draft: filled from the record, answered by the officer, or blank. */
export interface DraftLine {
  readonly key: string;
  readonly words: string;
  readonly filled?: Verdict;
  readonly answer?: string;
}

/** What the box prepares and a person signs. What the box can't see is blank: “nothing found” is a person's statement. */
export interface Draft {
  readonly name: string;
  /** Which checklist it is, after which text, and whether a person has compared the two. */
  readonly source: string;
  /** The roles that sign it. */
  readonly signedBy: readonly string[];
  readonly lines: readonly DraftLine[];
}

/** Fills the lines that the record can speak of, and puts in what was answered when it was signed. */
export const draftOf = (checklist: Checklist, data: ReportData, signing: Signing, language: Language): Draft => {
  const { name, signedBy, lines } = checklist[data.period];
  return {
    name: name[language],
    source: sourceOf(checklist, language),
    signedBy,
    lines: lines.map((line) => lineOf(line, data, signing, language)),
  };
};

const sourceOf = ({ id, source: { document, verified } }: Checklist, language: Language): string =>
  say(language, 'report.draft.source', {
    id,
    document,
    verified: say(language, verified ? 'report.draft.verified' : 'report.draft.unverified'),
  });

/** The keys of the lines that wait for a person. */
export const blankKeys = ({ lines }: Draft): readonly string[] =>
  lines.filter(({ filled }) => filled === undefined).map(({ key }) => key);

const lineOf = (
  { key, words, from, beside }: ChecklistLine,
  data: ReportData,
  signing: Signing,
  language: Language,
): DraftLine => {
  const answer = signing.signature?.answers[key];
  const known = beside === undefined ? '' : retentionWords(data, language);
  return {
    key,
    words: known === '' ? words[language] : `${words[language]} · ${known}`,
    ...(from === undefined ? {} : { filled: FILLED[from](data, signing, language) }),
    ...(answer === undefined ? {} : { answer }),
  };
};

const FILLED: Readonly<Record<Filling, (data: ReportData, signing: Signing, language: Language) => Verdict>> = {
  'cold-storage': (data, _signing, language) => verdictOf(data, language),
  alarms: (data, _signing, language) => {
    const told = data.alarms.filter(wasInEffect);
    const open = told.filter(awaitsAction).length;
    const words =
      told.length === 0 ? say(language, 'report.no-alarm') : say(language, 'report.alarm-count', { all: told.length, open });
    if (open > 0) return { is: 'out', words };
    // An alarm that nothing could raise is not “none”, nor is one whose fact is gone.
    const isWhole = data.lost?.some(({ lane }) => lane === 'urgent') !== true;
    if (isWhole && isWhollyProven(data)) return { is: 'in', words };
    return { is: 'unproven', words: `${words} ${say(language, 'report.not-all-proven')}` };
  },
  calibration: ({ channels }, _signing, language) => {
    const overdue = channels.filter(({ calibration }) => calibration.state === 'overdue').map(({ id }) => id);
    const never = channels.filter((each) => wasJudged(each) && each.calibration.state === 'none').map(({ id }) => id);
    // What was never calibrated is not overdue, and not in order either.
    if (overdue.length > 0 || never.length === 0) return listed(overdue, language);
    return { is: 'unproven', words: say(language, 'report.never-calibrated', { channels: namesOf(never, language) }) };
  },
  unsigned: (_data, { unsignedDays }, language) =>
    unsignedDays.length === 0
      ? listed([], language)
      : { is: 'out', words: `${unsignedDays.length}: ${dateStretches(unsignedDays.map((date) => ({ date })))}` },
};

const listed = (items: readonly string[], language: Language): Verdict =>
  items.length === 0
    ? { is: 'in', words: say(language, 'report.none') }
    : { is: 'out', words: `${items.length}: ${namesOf(items, language)}` };

const namesOf = (items: readonly string[], language: Language): string => items.join(language === 'en' ? ', ' : '、');
