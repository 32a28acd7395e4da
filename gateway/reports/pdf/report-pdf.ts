import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import type { ChartSeries } from '../chart-series.ts';
import type { ReportData } from '../report-data.ts';
import { drawAlarms, type NameOf } from './alarm-table.ts';
import { drawCabinetTable } from './cabinet-table.ts';
import { drawCharts } from './chart-pages.ts';
import { Flow } from './flow.ts';
import { drawFeet } from './page-feet.ts';
import { Sheet } from './sheet.ts';
import { drawTitle } from './title-block.ts';

/** What a report's pages are made from. */
export interface PrintedReport {
  readonly data: ReportData;
  readonly hash: string;
  readonly charts: ReadonlyMap<string, ChartSeries>;
  readonly nameOf: NameOf;
  readonly language: Language;
}

/** The report as a PDF, A4: verdict and figures, alarms, then a chart for each channel. The same report gives the same bytes. */
export const reportPdf = async ({ data, hash, charts, nameOf, language }: PrintedReport): Promise<Uint8Array> => {
  const title = `${data.site.name} ${say(language, `report.title.${data.period}`)} ${data.date}`;
  const sheet = new Sheet(title, new Date(data.through));
  const flow = new Flow(sheet, drawTitle(sheet, data, hash, language));
  drawCabinetTable(flow, data, language);
  drawAlarms(flow, data, nameOf, language);
  drawCharts(flow, data, charts, language);
  drawFeet(sheet, data, hash, language);
  return await sheet.finished();
};
