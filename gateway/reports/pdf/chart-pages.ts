import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import type { ReportCharts } from '../report-charts.ts';
import type { ReportData } from '../report-data.ts';
import { captionHeight, drawCaption } from './chart-caption.ts';
import { drawLanes, lanesHeight } from './chart-lanes.ts';
import { drawLegend } from './chart-legend.ts';
import { type ChartedCabinet, chartedCabinets } from './charted-cabinets.ts';
import type { Flow } from './flow.ts';
import { MARGIN } from './sheet.ts';
import { chartHeight, drawChart, drawTimes, LABELS } from './temperature-chart.ts';

/** The names of days or hours below a chart, and the space to the next cabinet. */
const FOOT = 22;
/** What stands to the right of a chart: its limits. */
const LIMITS = 16;
const BETWEEN = 4;

/** Draws a chart for each cabinet, with what else the record knows of it above. */
export const drawCharts = (flow: Flow, data: ReportData, charts: ReportCharts, language: Language): void => {
  const cabinets = chartedCabinets(data, charts);
  const [first] = cabinets;
  if (first === undefined) return;
  const isOff = data.channels.some(({ total }) => total.times.switchedOff > 0);
  const legend = isOff ? 28 : 14;
  flow.heading(say(language, 'report.charts'), legend + heightOf(first));
  flow.draw(legend, (y) => drawLegend(flow.sheet, language, y, isOff));
  for (const charted of cabinets) flow.draw(heightOf(charted), (y) => drawCabinet(flow, charted, data, language, y));
};

const heightOf = (charted: ChartedCabinet): number => captionHeight(charted) + plotsHeight(charted) + lanesHeight(charted) + FOOT;

const plotsHeight = ({ panels }: ChartedCabinet): number =>
  panels.reduce((sum, channels) => sum + chartHeight(channels), 0) + (panels.length - 1) * BETWEEN;

const drawCabinet = ({ sheet }: Flow, charted: ChartedCabinet, data: ReportData, language: Language, y: number): number => {
  drawCaption(sheet, charted, { timezone: data.timezone, language }, y);
  const top = y + captionHeight(charted);
  const box = { x: MARGIN + LABELS, y: top, width: sheet.width - 2 * MARGIN - LABELS - LIMITS, height: plotsHeight(charted) };
  let at = top;
  for (const channels of charted.panels) {
    drawChart(sheet, { ...box, y: at }, channels, data);
    at += chartHeight(channels) + BETWEEN;
  }
  const lanes = { ...box, y: top + box.height + 1, height: lanesHeight(charted) };
  drawLanes(sheet, lanes, charted, data, language);
  drawTimes(sheet, { ...box, height: box.height + lanes.height }, data);
  return y + heightOf(charted);
};
