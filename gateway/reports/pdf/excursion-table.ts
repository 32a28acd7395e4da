import { unitSign } from '../../domain/measurement-unit.ts';
import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import { wasJudged } from '../channel-versions.ts';
import { type BeyondLimit, type ExcursionRow, excursionRows } from '../excursion-rows.ts';
import type { ChannelRecord, PersonAct, ReportData } from '../report-data.ts';
import { dayTimeText, lengthText, valueText } from '../report-words.ts';
import { type CabinetExcursions, worstExcursions } from '../worst-excursions.ts';
import type { NameOf } from './alarm-table.ts';
import { correctionWords } from './correction-words.ts';
import type { Flow } from './flow.ts';
import { drawFlowing } from './flowing-words.ts';
import { COLOURS, MARGIN } from './sheet.ts';
import { type Cell, type Column, drawHead, drawTallRow } from './table.ts';

/** Excursions of a cabinet that a page lists: the worst. A month with hundreds of them has the rest in its CSV. */
const MOST_OF_A_CABINET = 10;

/** What the rows of a table are written with. */
interface Writing {
  readonly data: ReportData;
  readonly nameOf: NameOf;
  readonly language: Language;
}

/** Draws a table of excursions for each cabinet that had any: when, how far, how long beyond each limit, and what was done. */
export const drawExcursions = (flow: Flow, data: ReportData, nameOf: NameOf, language: Language): void => {
  flow.heading(say(language, 'report.excursions'), 60);
  const cabinets = worstExcursions(excursionRows(data), MOST_OF_A_CABINET);
  drawFlowing(flow, say(language, cabinets.length === 0 ? 'report.no-excursion' : 'report.excursions.note'), {
    size: 7.5,
    colour: COLOURS.muted,
  });
  for (const cabinet of cabinets) drawCabinet(flow, cabinet, { data, nameOf, language });
};

const drawCabinet = (flow: Flow, { cabinet, shown, more }: CabinetExcursions, writing: Writing): void => {
  const { language, data } = writing;
  const { sheet } = flow;
  const columns = columnsIn(language);
  const head = (y: number): number => drawHead(sheet, columns, y);
  // The name, the head and the beginning of the first row stand on one page.
  flow.draw(17 + 15 + 41, (y) => {
    sheet.words(cabinet, MARGIN, y + 4, { size: 9, width: sheet.width - 2 * MARGIN });
    return head(y + 17);
  });
  for (const row of shown) drawTallRow(flow, columns, cellsOf(row, writing), head);
  if (more === 0) return;
  const { period, date } = data;
  drawFlowing(flow, say(language, 'report.more-excursions', { n: more, period, date }), { size: 8, colour: COLOURS.doubt });
};

const columnsIn = (language: Language): readonly Column[] => [
  { head: say(language, 'report.column.from'), width: 54 },
  { head: say(language, 'report.column.to'), width: 54 },
  { head: say(language, 'report.column.peak'), width: 42 },
  { head: say(language, 'report.column.beyond-limits'), width: 180 },
  { head: say(language, 'report.column.during'), width: 50 },
  { head: say(language, 'report.column.acts'), width: 143 },
];

const cellsOf = (row: ExcursionRow, { data, nameOf, language }: Writing): readonly Cell[] => {
  const { timezone, channels } = data;
  const channel = channels.find(({ id }) => id === row.channel);
  const isLaw = !row.isPlanned && row.limits.some(({ level }) => level === 'legal');
  return [
    { words: dayTimeText(row.from, timezone) },
    row.to === null
      ? { words: say(language, 'report.still'), ...(row.isPlanned ? {} : { colour: COLOURS.beyond }) }
      : { words: dayTimeText(row.to, timezone) },
    { words: peakWords(row, channel), ...(isLaw ? { colour: COLOURS.beyond } : {}) },
    { words: beyondWords(row, channels, language), ...(isLaw ? { colour: COLOURS.beyond } : {}) },
    { words: row.to === null ? '–' : say(language, 'report.excursion.during', { doors: row.doors, defrosts: row.defrosts }) },
    { words: actWords(row, timezone, nameOf, language), ...(row.acts.open > 0 ? { colour: COLOURS.doubt } : {}) },
  ];
};

const peakWords = ({ peak }: ExcursionRow, channel: ChannelRecord | undefined): string =>
  peak === null ? '–' : `${valueText(peak, channel ?? { resolution: 0.1 })} ${unitSign(channel?.unit ?? 'none')}`.trim();

/** A line for each limit; then what of the stretch nothing proves, and which probe it was where a cabinet has several. */
const beyondWords = (row: ExcursionRow, channels: readonly ChannelRecord[], language: Language): string => {
  const unit = unitSign(channels.find(({ id }) => id === row.channel)?.unit ?? 'none');
  const isOne = channels.filter((channel) => channel.cabinet === row.cabinet && wasJudged(channel)).length <= 1;
  return [
    ...row.limits.map((limit) => limitWords(limit, row.side, unit, language)),
    ...(row.unproven > 0 ? [say(language, 'report.excursion.unproven', { time: lengthText(row.unproven, language) })] : []),
    ...(row.switchedOff > 0 ? [say(language, 'report.caption.off', { time: lengthText(row.switchedOff, language) })] : []),
    ...(row.isPlanned && row.to === null ? [say(language, 'report.suppressed')] : []),
    ...(isOne ? [] : [row.channel]),
  ].join('\n');
};

const limitWords = (
  { level, limit, beyond, area }: BeyondLimit,
  side: 'high' | 'low',
  unit: string,
  language: Language,
): string => {
  const about = {
    level: say(language, `alarm.level.${level}`),
    limit: `${side === 'high' ? '>' : '<'} ${String(limit).replace('-', '−')} ${unit}`.trim(),
  };
  if (beyond === null || area === null) return say(language, 'report.excursion.lasts', about);
  return say(language, 'report.excursion.limit', {
    ...about,
    time: lengthText(beyond, language),
    area: `${Math.round(area * 10) / 10} ${unit}·min`,
  });
};

const actWords = ({ acts, goods, camera }: ExcursionRow, timezone: string, nameOf: NameOf, language: Language): string => {
  const { alarms, open, acknowledged, confirmed } = acts;
  const who = ({ by, at }: PersonAct): string => nameOf(by, at) ?? by.slice(0, 6);
  const seen = acknowledged && { at: dayTimeText(acknowledged.at, timezone), who: who(acknowledged) };
  // What is said of the goods alone, as by a later word, stands for itself.
  const toldGoods = new Set(confirmed.map((act) => act.goods));
  return [
    ...(alarms === 0 ? [say(language, 'report.excursion.no-alarm')] : []),
    ...(seen === null ? [] : [say(language, 'report.excursion.seen', seen)]),
    ...confirmed.map((act) => `${dayTimeText(act.at, timezone)} ${correctionWords(act, who(act), language)}`),
    ...goods.filter((each) => !toldGoods.has(each)).map((each) => say(language, `report.goods.${each}`)),
    ...(open > 0 ? [say(language, 'report.excursion.open', { n: open })] : []),
    ...(camera === undefined ? [] : [say(language, 'report.excursion.camera', { camera })]),
  ].join('\n');
};
