import { unitSign } from '../../domain/measurement-unit.ts';
import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import type { ChartSeries } from '../chart-series.ts';
import type { ChannelRecord, ReportData } from '../report-data.ts';
import { dayTimeText, lengthText, limitsText, valueText } from '../report-words.ts';
import { shownChannels } from './cabinet-table.ts';
import type { Flow } from './flow.ts';
import { COLOURS, MARGIN } from './sheet.ts';
import { drawChart } from './temperature-chart.ts';

const CAPTION = 28;
const CHART = 104;

/** Draws a chart for each channel, with what else the record knows of it above. */
export const drawCharts = (flow: Flow, data: ReportData, charts: ReadonlyMap<string, ChartSeries>, language: Language): void => {
  flow.heading(say(language, 'report.charts'), CAPTION + CHART + 16);
  for (const channel of shownChannels(data)) {
    const series = charts.get(channel.id);
    if (series === undefined) continue;
    flow.draw(CAPTION + CHART + 8, (y) => {
      drawCaption(flow, channel, data, language, y);
      const box = { x: MARGIN, y: y + CAPTION, width: flow.sheet.width - 2 * MARGIN, height: CHART };
      drawChart(flow.sheet, box, { channel, series }, data);
      return y + CAPTION + CHART + 8;
    });
  }
};

const drawCaption = ({ sheet }: Flow, channel: ChannelRecord, data: ReportData, language: Language, y: number): void => {
  const name = sheet.words(channel.cabinet, MARGIN, y, { size: 10, width: 260 });
  sheet.words(`${channel.id}   ${limitsText(channel)}`, MARGIN + name + 8, y + 2.5, { size: 7, colour: COLOURS.muted });
  const isOverdue = channel.calibration.state === 'overdue';
  sheet.words(calibrationText(channel, language), sheet.width - MARGIN, y + 2.5, {
    size: 7,
    colour: isOverdue ? COLOURS.beyond : COLOURS.muted,
    align: 'right',
  });
  const width = sheet.width - 2 * MARGIN;
  sheet.words(factsOf(channel, data, language).join('  ·  '), MARGIN, y + 14, { size: 7, colour: COLOURS.muted, width });
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

const factsOf = (channel: ChannelRecord, data: ReportData, language: Language): readonly string[] => {
  const { total, cabinet: name } = channel;
  const cabinet = data.cabinets.find((each) => each.name === name);
  const { longest, gaps } = total;
  const [widest] = gaps.listed.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  const doors = cabinet?.doors ?? [];
  return [
    ...(longest === null
      ? []
      : [
          say(language, 'report.caption.longest', {
            time: lengthText(longest.beyond, language),
            at: dayTimeText(longest.from, data.timezone),
            peak: `${valueText(longest.peak, channel)} ${unitSign(channel.unit)}`,
          }),
        ]),
    ...(widest === undefined
      ? []
      : [
          say(language, 'report.caption.gaps', {
            count: gaps.count,
            time: lengthText(gaps.time, language),
            where: `${dayTimeText(widest.from, data.timezone)}–${dayTimeText(widest.to, data.timezone)}`,
          }),
        ]),
    ...doors.map(({ openings, openTime }) =>
      say(language, 'report.caption.doors', { count: openings, time: lengthText(openTime, language) }),
    ),
    ...(cabinet === undefined || cabinet.defrosts.count === 0
      ? []
      : [
          say(language, 'report.caption.defrosts', {
            count: cabinet.defrosts.count,
            time: lengthText(cabinet.defrosts.time, language),
          }),
        ]),
  ];
};
