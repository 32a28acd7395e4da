import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import { isBeyond } from '../channel-table.ts';
import { wasJudged } from '../channel-versions.ts';
import { completeness } from '../completeness.ts';
import type { ChannelRecord, ReportData } from '../report-data.ts';
import { lengthText, limitsText, valueText } from '../report-words.ts';
import type { Flow } from './flow.ts';
import { COLOURS } from './sheet.ts';
import { type Cell, type Column, drawHead, drawRow } from './table.ts';

/** Channels that a page speaks of: those that are judged, and temperatures. */
export const shownChannels = ({ channels }: ReportData): readonly ChannelRecord[] =>
  channels.filter((channel) => wasJudged(channel) || channel.unit === 'degC');

/** Draws one row per channel: its figures over the whole period; with a column for what was off as planned where anything was. */
export const drawCabinetTable = (flow: Flow, data: ReportData, language: Language): void => {
  const isOff = data.channels.some(({ total }) => total.times.switchedOff > 0);
  const columns = columnsIn(isOff, language);
  const head = (y: number): number => drawHead(flow.sheet, columns, y);
  flow.heading(say(language, 'report.cabinets'));
  flow.draw(15, head);
  const cabinets = new Map<string, number>();
  for (const { cabinet } of shownChannels(data)) cabinets.set(cabinet, (cabinets.get(cabinet) ?? 0) + 1);
  for (const channel of shownChannels(data)) {
    const isOne = cabinets.get(channel.cabinet) === 1;
    flow.draw(17, (y) => drawRow(flow.sheet, columns, cellsOf(channel, { isOne, isOff }, language), y), head);
  }
};

const columnsIn = (isOff: boolean, language: Language): readonly Column[] => {
  const column = (key: 'min' | 'mean' | 'max' | 'within' | 'beyond' | 'unproven' | 'switchedOff' | 'complete', width: number): Column => ({
    head: say(language, `report.column.${key}`), width, align: 'right',
  }); // biome-ignore format: a list to read
  return [
    { head: say(language, 'report.column.cabinet'), width: isOff ? 82 : 128 },
    { head: say(language, 'report.column.limits'), width: isOff ? 56 : 62 },
    column('min', isOff ? 35 : 38),
    column('mean', isOff ? 35 : 38),
    column('max', isOff ? 35 : 38),
    column('within', 60),
    column('beyond', 55),
    column('unproven', 58),
    ...(isOff ? [column('switchedOff', 61)] : []),
    column('complete', 46),
  ];
};

const cellsOf = (
  channel: ChannelRecord,
  { isOne, isOff }: { readonly isOne: boolean; readonly isOff: boolean },
  language: Language,
): readonly Cell[] => {
  const { total, cabinet, id } = channel;
  const isJudged = wasJudged(channel);
  const { times } = total;
  const length = (time: number, colour?: string): Cell => ({
    words: lengthText(time, language), ...(time > 0 && colour !== undefined ? { colour } : {}),
  }); // biome-ignore format: a list to read
  const share = completeness(total);
  return [
    { words: isOne ? cabinet : `${cabinet} · ${id.split('/').at(-1)}` },
    { words: limitsText(channel), colour: COLOURS.muted },
    { words: valueText(total.min, channel), ...beyondColour(channel, total.min) },
    { words: valueText(total.mean, channel) },
    { words: valueText(total.max, channel), ...beyondColour(channel, total.max) },
    !isJudged ? { words: '' } : length(times.in, times.out + times.unproven === 0 ? COLOURS.within : undefined),
    !isJudged ? { words: '' } : length(times.out, COLOURS.beyond),
    length(times.unproven, COLOURS.doubt),
    ...(isOff ? [length(times.switchedOff)] : []),
    { words: share === null ? '–' : `${share.toFixed(1)} %`, ...(share !== null && share < 95 ? { colour: COLOURS.doubt } : {}) },
  ];
};

/** Beyond any limit that was in force. */
const beyondColour = ({ judgedBy, changes = [] }: ChannelRecord, value: number | null): { readonly colour?: string } => {
  const judging = [judgedBy, ...changes.map((change) => change.judgedBy)].filter((each) => each !== null);
  return value !== null && judging.some((each) => isBeyond(each, value)) ? { colour: COLOURS.beyond } : {};
};
