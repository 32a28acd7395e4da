import { unitSign } from '../../domain/measurement-unit.ts';
import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import { wasJudged } from '../channel-versions.ts';
import type { CabinetRecord, ChannelRecord } from '../report-data.ts';
import { dayTimeText, lengthText, limitsText, valueText } from '../report-words.ts';
import type { ChartedCabinet, ChartedChannel } from './charted-cabinets.ts';
import { COLOURS, MARGIN, type Sheet } from './sheet.ts';

const NAME = 15;
const ROW = 9;
/** A piece of the channel's line, before its name. */
const SAMPLE = 18;
const STYLE = { size: 7, colour: COLOURS.muted } as const;

/** How words are written. */
interface Writing {
  readonly timezone: string;
  readonly language: Language;
}

/** How high the caption of a cabinet is. */
export const captionHeight = ({ panels }: ChartedCabinet): number => NAME + panels.flat().length * 2 * ROW + 2;

/** Writes above a cabinet's chart what else the record knows of it: doors and defrosts, and of each channel two rows. */
export const drawCaption = (sheet: Sheet, charted: ChartedCabinet, writing: Writing, y: number): void => {
  const { cabinet, panels } = charted;
  sheet.words(cabinet.name, MARGIN, y, { size: 10, width: 300 });
  sheet.words(marksOf(cabinet, writing.language).join('  ·  '), sheet.width - MARGIN, y + 2.5, { ...STYLE, align: 'right' });
  panels.flat().forEach((channel, place) => {
    drawChannel(sheet, channel, writing, y + NAME + place * 2 * ROW);
  });
};

const drawChannel = (sheet: Sheet, { channel, dashes }: ChartedChannel, writing: Writing, y: number): void => {
  const [left, right] = [MARGIN + SAMPLE + 4, sheet.width - MARGIN];
  const line = { colour: COLOURS.line, thick: 0.8, ...(dashes === undefined ? {} : { dashes }) };
  sheet.strokes([[[MARGIN, y + 5], [MARGIN + SAMPLE, y + 5]]], line); // biome-ignore format: a line
  const isOverdue = channel.calibration.state === 'overdue';
  const calibration = calibrationText(channel, writing.language);
  const style = { ...STYLE, colour: isOverdue ? COLOURS.beyond : COLOURS.muted, align: 'right', width: 300 } as const;
  const wide = sheet.words(calibration, right, y, style);
  sheet.words(`${channel.id}   ${limitsText(channel)}`, left, y, {
    ...STYLE,
    colour: COLOURS.ink,
    width: right - wide - left - 8,
  });
  sheet.words(factsOf(channel, writing).join('  ·  '), left, y + ROW, { ...STYLE, width: right - left });
};

const calibrationText = ({ calibration, unit, probe }: ChannelRecord, language: Language): string => {
  const { state, offset, certificate, due } = calibration;
  const sign = offset > 0 ? '+' : '';
  const words = say(language, `report.calibration.${state}`, {
    offset: `${sign}${String(offset).replace('-', '−')} ${unitSign(unit)}`,
    certificate: certificate === undefined ? '' : say(language, 'report.calibration.certificate', { certificate }),
    due: due === undefined ? '' : say(language, 'report.calibration.due', { due }),
  });
  return probe === undefined ? words : `${say(language, 'report.caption.probe', { probe })} · ${words}`;
};

const factsOf = (channel: ChannelRecord, { timezone, language }: Writing): readonly string[] => {
  const { longest, gaps } = channel.total;
  const [widest] = gaps.listed.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  const excursion =
    longest === null
      ? say(language, 'report.caption.no-excursion')
      : say(language, 'report.caption.longest', {
          time: lengthText(longest.beyond, language),
          at: dayTimeText(longest.from, timezone),
          peak: `${valueText(longest.peak, channel)} ${unitSign(channel.unit)}`,
        });
  const unproven =
    widest === undefined
      ? say(language, 'report.caption.no-gap')
      : say(language, 'report.caption.gaps', {
          count: gaps.count,
          time: lengthText(gaps.time, language),
          where: `${dayTimeText(widest.from, timezone)}–${dayTimeText(widest.to, timezone)}`,
        });
  const { switchedOff } = channel.total.times;
  const off = switchedOff === 0 ? [] : [say(language, 'report.caption.off', { time: lengthText(switchedOff, language) })];
  return !wasJudged(channel) ? [unproven] : [excursion, unproven, ...off];
};

const marksOf = ({ doors, defrosts }: CabinetRecord, language: Language): readonly string[] => [
  ...(doors.length === 0 ? [say(language, 'report.caption.no-contact')] : []),
  ...doors.map(({ openings, openTime }) =>
    say(language, 'report.caption.doors', { count: openings, time: lengthText(openTime, language) }),
  ),
  say(language, 'report.caption.defrosts', { count: defrosts.count, time: lengthText(defrosts.time, language) }),
];
