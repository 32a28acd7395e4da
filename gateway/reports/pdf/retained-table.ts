import type { UtcMillis } from '../../domain/clock.ts';
import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import type { ReportData, RetainedRecord } from '../report-data.ts';
import { dayTimeText } from '../report-words.ts';
import { worstRetained } from '../retained-order.ts';
import type { NameOf } from './alarm-table.ts';
import type { Flow } from './flow.ts';
import { drawFlowing } from './flowing-words.ts';
import { COLOURS } from './sheet.ts';
import { type Cell, type Column, drawHead, drawTallRow } from './table.ts';

/** Samples that a page lists, the worst first; the rest of a month is counted. */
const MOST_SAMPLES = 40;

/** Draws the book of retained samples: each with its amount, its times and who threw it away. Nothing where a site keeps none. */
export const drawRetained = (
  flow: Flow,
  { retention, timezone, through }: ReportData,
  nameOf: NameOf,
  language: Language,
): void => {
  if (retention === undefined || retention.samples.length === 0) return;
  const columns = columnsIn(language);
  const head = (y: number): number => drawHead(flow.sheet, columns, y);
  const shown = worstRetained(retention.samples).slice(0, MOST_SAMPLES);
  flow.heading(say(language, 'report.samples'));
  flow.draw(15, head);
  for (const sample of shown) drawTallRow(flow, columns, cellsOf(sample, { timezone, through, nameOf, language }), head);
  const more = retention.samples.length - shown.length;
  if (more > 0) drawFlowing(flow, say(language, 'report.more-samples', { n: more }), { size: 8, colour: COLOURS.doubt });
};

const columnsIn = (language: Language): readonly Column[] => [
  { head: say(language, 'kitchen.column.id'), width: 52 },
  { head: say(language, 'kitchen.column.dish'), width: 110 },
  { head: say(language, 'kitchen.column.amount'), width: 62 },
  { head: say(language, 'kitchen.column.taken'), width: 94 },
  { head: say(language, 'kitchen.column.cabinet'), width: 54 },
  { head: say(language, 'kitchen.column.until'), width: 56 },
  { head: say(language, 'report.column.disposed'), width: 95 },
];

interface Writing {
  readonly timezone: string;
  readonly through: UtcMillis;
  readonly nameOf: NameOf;
  readonly language: Language;
}

const cellsOf = (sample: RetainedRecord, { timezone, through, nameOf, language }: Writing): readonly Cell[] => {
  const { id, dish, meal, grams, short, takenAt, by, enteredLate, cabinet, until } = sample;
  const who = (person: string, at: UtcMillis): string => nameOf(person, at) ?? person.slice(0, 6);
  const taken = `${dayTimeText(takenAt, timezone)} ${who(by, enteredLate ?? takenAt)}`;
  return [
    { words: id },
    { words: `${dish} · ${say(language, `kitchen.meal.${meal}`)}` },
    {
      words: say(language, short ? 'kitchen.retain.short' : 'kitchen.retain.grams', { grams }),
      ...coloured(short, COLOURS.beyond),
    },
    enteredLate === undefined
      ? { words: taken }
      : {
          words: say(language, 'kitchen.retain.entered', { taken, entered: dayTimeText(enteredLate, timezone) }),
          colour: COLOURS.doubt,
        },
    { words: cabinet },
    { words: dayTimeText(until, timezone) },
    disposalOf(sample, { timezone, through, who, language }),
  ];
};

const disposalOf = (
  { until, disposedAt, disposedBy, early, words }: RetainedRecord,
  {
    timezone,
    through,
    who,
    language,
  }: Pick<Writing, 'timezone' | 'through' | 'language'> & { readonly who: (person: string, at: UtcMillis) => string },
): Cell => {
  if (disposedAt === undefined && until <= through) return { words: say(language, 'kitchen.retain.due'), colour: COLOURS.doubt };
  if (disposedAt === undefined) return { words: say(language, 'kitchen.retain.kept'), colour: COLOURS.muted };
  const by = disposedBy === undefined ? [] : [who(disposedBy, disposedAt)];
  const mark = early ? [say(language, 'report.sample.early')] : [];
  const said = [[dayTimeText(disposedAt, timezone), ...by].join(' '), ...mark, ...(words === undefined ? [] : [words])];
  return { words: said.join(language === 'en' ? ', ' : '，'), ...coloured(early, COLOURS.beyond) };
};

const coloured = (is: boolean | undefined, colour: string): Pick<Cell, 'colour'> => (is ? { colour } : {});
