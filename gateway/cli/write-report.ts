import { extname } from 'node:path';
import { type NamedAt, namesByReference } from '../app/erased-people.ts';
import { heldSignatures } from '../app/held-signatures.ts';
import type { MadeReport } from '../app/make-report.ts';
import type { Site } from '../config/site.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import { excursionCsv } from '../reports/excursion-csv.ts';
import { excursionRows } from '../reports/excursion-rows.ts';
import { reportCsv } from '../reports/report-csv.ts';
import { retainedCsv } from '../reports/retained-csv.ts';
import type { Terminal } from './command.ts';
import { replaceFile } from './report-file.ts';

const FORMATS = ['pdf', 'csv', 'json'] as const;
type ReportFormat = (typeof FORMATS)[number];

/** The format that was asked for, else the one that the file's name tells, else JSON. A file's name tells no other. @throws EdgeError `usage`. */
export const reportFormat = (asked: string | undefined, file: string | undefined, { language }: Terminal): ReportFormat => {
  const named = file === undefined ? undefined : extname(file).slice(1).toLowerCase();
  const told = asked ?? named ?? 'json';
  const format = FORMATS.find((known) => known === told);
  if (format === undefined && asked !== undefined) throw new EdgeError('usage', say(language, 'report.format', { format: told }));
  if (format === undefined || (named !== undefined && named !== format))
    throw new EdgeError('usage', say(language, 'report.extension', { file: file ?? '', format: asked ?? FORMATS.join(', ') }));
  if (format === 'pdf' && file === undefined) throw new EdgeError('usage', say(language, 'report.needs-file'));
  return format;
};

/** What of a report becomes a table for spreadsheets. */
const TABLES = { figures: reportCsv, excursions: excursionCsv, samples: retainedCsv } as const;
type ReportTable = keyof typeof TABLES;

const isTable = (word: string): word is ReportTable => Object.hasOwn(TABLES, word);

/** The table that was asked for, else the figures. Only CSV is a table. @throws EdgeError `usage`. */
export const reportTable = (asked: string | undefined, format: ReportFormat, { language }: Terminal): ReportTable => {
  if (asked === undefined) return 'figures';
  if (!isTable(asked) || format !== 'csv') throw new EdgeError('usage', say(language, 'report.what', { what: asked }));
  return asked;
};

/** How a report is to be written: where to, in which form. */
interface Wish {
  readonly site: Site;
  readonly format: ReportFormat;
  readonly table: ReportTable;
  /** As `reportTarget` gave it. */
  readonly file: string | undefined;
}

/** Writes a report to its file, else to stdout. @throws EdgeError `file-unwritable`. */
export const writeReport = async (report: MadeReport, { site, format, table, file }: Wish, { out }: Terminal): Promise<void> => {
  if (format === 'pdf' && file !== undefined) return replaceFile(file, await pdfOf(report, site));
  const lines = format === 'csv' ? TABLES[table](report.data) : [jsonOf(report, site)];
  if (file === undefined) for (const line of lines) out(line);
  else replaceFile(file, `${lines.join('\n')}\n`);
};

// What draws pages is loaded where pages are drawn, and nowhere else.
const pdfOf = async (report: MadeReport, site: Site): Promise<Uint8Array> => {
  const { data, hash, charts, draft } = report;
  const signing = heldSignatures(site, report);
  const { reportPdf } = await import('../reports/pdf/report-pdf.ts');
  const { loadSiteHandling } = await import('../cases/alarms/load-alarm-handling.ts');
  const { language } = site.gateway;
  const handling = await loadSiteHandling(site.actionsFile, language);
  const actions = Object.fromEntries(Object.entries(handling.actions).map(([name, words]) => [name, words[language]]));
  return await reportPdf({ data, hash, charts, signing, draft, actions, nameOf: namesIn(site), language });
};

/** Names stand beside the record and in the configuration; the record has references, which only this box can tell the person of. */
const namesIn = (site: Site): NamedAt => {
  let named: NamedAt | undefined;
  return (person, at) => {
    named ??= namesByReference(site);
    return named(person, at);
  };
};

// The rows of excursions follow from the data: the hash is of the data alone.
const jsonOf = (report: MadeReport, site: Site): string => {
  const { data, hash, draft } = report;
  return JSON.stringify({ hash, signing: heldSignatures(site, report), draft, data, excursions: excursionRows(data) });
};
