import type { AlarmState } from '../../domain/alarm.ts';
import type { UtcMillis } from '../../domain/clock.ts';
import { alarmWords } from '../../domain/messages/alarm-words.ts';
import { cabinetNames } from '../../domain/messages/cabinet-names.ts';
import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import { awaitsAction, wasInEffect } from '../awaits-action.ts';
import type { AlarmRecord, PersonAct, ReportData } from '../report-data.ts';
import { dayTimeText } from '../report-words.ts';
import { correctionWords } from './correction-words.ts';
import type { Flow } from './flow.ts';
import { COLOURS, MARGIN } from './sheet.ts';
import { type Cell, type Column, drawHead, drawTallRow } from './table.ts';

/** Alarms that a page lists; the rest is counted. */
const MOST_ALARMS = 120;

/** What whoever is behind a reference was called at a moment, where the box still knows. */
export type NameOf = (person: string, at: UtcMillis) => string | undefined;

/** Draws each alarm with who saw it and what was done. */
export const drawAlarms = (flow: Flow, data: ReportData, nameOf: NameOf, language: Language): void => {
  const { sheet } = flow;
  const columns = columnsIn(language);
  const head = (y: number): number => drawHead(sheet, columns, y);
  flow.heading(say(language, 'report.alarms'));
  if (data.alarms.length === 0) flow.draw(14, (y) => oneLine(flow, say(language, 'report.no-alarm'), y));
  else flow.draw(15, head);
  for (const alarm of data.alarms.slice(0, MOST_ALARMS)) drawTallRow(flow, columns, cellsOf(alarm, data, nameOf, language), head);
  const rest = data.alarms.length - MOST_ALARMS;
  if (rest > 0) flow.draw(14, (y) => oneLine(flow, say(language, 'report.more-alarms', { n: rest }), y));
};

const oneLine = ({ sheet }: Flow, words: string, y: number): number => {
  sheet.words(words, MARGIN, y, { size: 8.5, colour: COLOURS.muted });
  return y + 14;
};

const columnsIn = (language: Language): readonly Column[] => [
  { head: say(language, 'report.column.since'), width: 58 },
  { head: say(language, 'report.column.cleared'), width: 58 },
  { head: say(language, 'report.column.what'), width: 180 },
  { head: say(language, 'report.column.seen'), width: 88 },
  { head: say(language, 'report.column.done'), width: 139 },
];

const cellsOf = (
  alarm: AlarmRecord,
  { timezone, channels, excursions }: ReportData,
  nameOf: NameOf,
  language: Language,
): readonly Cell[] => {
  const { acknowledged, confirmed, clearedAt, raisedAt } = alarm;
  const channel = channels.find(({ id }) => id === alarm.channel);
  const cabinet = cabinetNames(channels, language)(alarm.channel);
  const shown = { cabinet, unit: channel?.unit ?? ('none' as const), resolution: channel?.resolution ?? 0.1 };
  const camera = excursions.find(({ alarms }) => alarms.includes(alarm.id))?.camera;
  const seen = camera === undefined ? '' : ` ${say(language, 'report.camera', { camera })}`;
  const notJudged = alarm.reason === undefined ? '' : ` ${say(language, 'report.not-judged')}`;
  const what = `${alarmWords(raisedState(alarm), shown, language)}${notJudged}${seen}`;
  const missing = (isWanted: boolean): Cell => ({
    words: isWanted ? say(language, 'report.not-yet') : '—',
    colour: isWanted ? COLOURS.doubt : COLOURS.muted,
  });
  const who = ({ by, at }: PersonAct): string => nameOf(by, at) ?? by.slice(0, 6);
  return [
    { words: dayTimeText(raisedAt, timezone) },
    clearedAt === undefined
      ? { words: say(language, 'report.still'), colour: COLOURS.beyond }
      : { words: dayTimeText(clearedAt, timezone) },
    { words: `${what}${untoldWords(alarm, language)}` },
    acknowledged === null
      ? missing(wasInEffect(alarm))
      : { words: `${dayTimeText(acknowledged.at, timezone)} ${who(acknowledged)}` },
    confirmed === null ? missing(awaitsAction(alarm)) : { words: correctionWords(confirmed, who(confirmed), language) },
  ];
};

/** Why nobody was called for it. */
const untoldWords = ({ suppressed, outOfService }: AlarmRecord, language: Language): string => {
  if (suppressed) return ` ${say(language, 'report.suppressed')}`;
  return outOfService ? ` ${say(language, 'report.out-of-service')}` : '';
};

/** The alarm as it was when it was raised: what its words tell. */
const raisedState = ({ acknowledged, confirmed, notices: _notices, cabinet: _cabinet, ...alarm }: AlarmRecord): AlarmState => {
  const { clearedAt: _over, reason: _reason, value, limit, ...state } = alarm;
  return {
    ...state,
    active: true,
    acknowledged: acknowledged !== null,
    confirmed: confirmed !== null,
    latched: false,
    shelved: false,
    ...(value === undefined ? {} : { value }),
    ...(limit === undefined ? {} : { limit }),
  };
};
