import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import type { Draft } from '../draft.ts';
import type { ReportCharts } from '../report-charts.ts';
import type { ReportData } from '../report-data.ts';
import type { Signing } from '../signing.ts';
import { type ActionWords, withActionWords } from './action-words.ts';
import { drawAlarms, type NameOf } from './alarm-table.ts';
import { drawCabinetTable } from './cabinet-table.ts';
import { drawCharts } from './chart-pages.ts';
import { drawDraft } from './draft-page.ts';
import { drawExcursions } from './excursion-table.ts';
import { Flow } from './flow.ts';
import { drawFeet } from './page-feet.ts';
import { drawRetained } from './retained-table.ts';
import { Sheet } from './sheet.ts';
import { drawTitle } from './title-block.ts';

/** What a report's pages are made from. */
export interface PrintedReport {
  readonly data: ReportData;
  readonly hash: string;
  readonly charts: ReportCharts;
  readonly nameOf: NameOf;
  readonly language: Language;
  readonly signing: Signing;
  /** What corrective actions are called in that language. */
  readonly actions?: ActionWords | undefined;
  /** Absent where no checklist is for this kind of site. */
  readonly draft?: Draft | undefined;
}

/** The report as a PDF, A4: verdict and figures, excursions, alarms, retained samples, then a chart for each cabinet, then the check to sign. The same report gives the same bytes. */
export const reportPdf = async ({
  hash,
  charts,
  nameOf,
  language,
  signing,
  draft,
  ...printed
}: PrintedReport): Promise<Uint8Array> => {
  const data = withActionWords(printed.data, printed.actions ?? {});
  const title = `${data.site.name} ${say(language, `report.title.${data.period}`)} ${data.date}`;
  const sheet = new Sheet(title, new Date(data.through));
  const flow = new Flow(sheet, drawTitle(sheet, data, hash, language));
  drawCabinetTable(flow, data, language);
  drawExcursions(flow, data, nameOf, language);
  drawAlarms(flow, data, nameOf, language);
  drawRetained(flow, data, nameOf, language);
  drawCharts(flow, data, charts, language);
  const { period, date, to, timezone } = data;
  if (draft !== undefined) drawDraft(flow, { draft, period, date, to, signing, hash, timezone, nameOf }, language);
  drawFeet(sheet, data, hash, language);
  return await sheet.finished();
};
