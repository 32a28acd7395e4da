import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import type { ReportData } from '../report-data.ts';
import { dayTimeText } from '../report-words.ts';

/** Why a part of the record may be gone, by the names that facts use. */
const LOSSES = ['damaged', 'unproven', 'unsealed', 'storage-full', 'storage-too-slow', 'age', 'bytes', 'no-room'] as const;

type Lost = NonNullable<ReportData['lost']>[number];

/** Of which lane something is gone, its numbers or how many, and why; a reason without words stands as the record has it. */
const lossWords = ({ lane, reason }: Pick<Lost, 'lane' | 'reason'>, language: Language): string => {
  const [name = '', which] = reason.split(':');
  const known = LOSSES.find((loss) => loss === name);
  return [
    say(language, lane === 'urgent' ? 'report.lane.urgent' : 'report.lane.readings'),
    ...(known === undefined || which === undefined ? [] : [which.replace('unknown', '?')]),
    known === undefined ? reason : say(language, `report.loss.${known}`),
  ].join(' ');
};

/** What of the record is gone, and what nothing vouches for: a sentence each, none where there is nothing of it. */
export const lostNotes = (lost: readonly Lost[], timezone: string, language: Language): readonly string[] => {
  const stretchesOf = (isUnproven: boolean): string =>
    someNamed(
      lost
        .filter(({ reason }) => reason.startsWith('unproven:') === isUnproven)
        .map((each) => `${lossWords(each, language)} ${dayTimeText(each.from, timezone)}–${dayTimeText(each.to, timezone)}`),
      language,
    );
  const [gone, unproven] = [stretchesOf(false), stretchesOf(true)];
  return [
    ...(gone === '' ? [] : [say(language, 'report.lost', { stretches: gone })]),
    ...(unproven === '' ? [] : [say(language, 'report.unvouched', { stretches: unproven })]),
  ];
};

/** Things that are named one by one; more are counted. */
const MOST_NAMED = 6;

/** The first of some things, and how many more there are. */
export const someNamed = (things: readonly string[], language: Language): string => {
  const rest = things.length - MOST_NAMED;
  const listed = things.slice(0, MOST_NAMED).join(', ');
  return rest > 0 ? `${listed} ${say(language, 'report.and-more', { n: rest })}` : listed;
};
