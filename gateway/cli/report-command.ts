import { type MadeReport, makeReport, type ReportEnd } from '../app/make-report.ts';
import { readSite } from '../app/read-site.ts';
import { systemClock } from '../app/system-clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import { dateOf, PERIODS, periodOf, type ReportPeriod } from '../reports/report-period.ts';
import type { Command, Terminal } from './command.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';
import { reportTarget } from './report-file.ts';
import { signReport } from './sign-report.ts';
import { reportFormat, reportTable, writeReport } from './write-report.ts';

const OPTIONS = {
  ...CONFIG_OPTION,
  date: { type: 'string' },
  format: { type: 'string' },
  what: { type: 'string' },
  output: { type: 'string', short: 'o' },
  'up-to': { type: 'string' },
  by: { type: 'string' },
  answer: { type: 'string', multiple: true },
} as const;

/** `larder report`: the record as people read it. */
export const reportCommand: Command = {
  name: 'report',
  help: (language) => say(language, 'report.help'),
  run: async (words, terminal) => {
    const { values, positionals } = parsedOptions(words, terminal, OPTIONS, true);
    const [first, second] = positionals;
    const format = reportFormat(values.format, values.output, terminal);
    const table = reportTable(values.what, format, terminal);
    const site = await readSite(values.config, terminal.environment, terminal.language, false);
    const file = values.output === undefined ? undefined : reportTarget(values.output, site, terminal.language);
    const what = first === 'sign' ? second : first === 'unsigned' ? 'month' : first;
    const period = wantedPeriod(what, values.date, site.gateway.timezone, terminal);
    const report = makeReport(site, period, { now: systemClock.now(), ...wantedEnd(values['up-to'], terminal) });
    if (first === 'unsigned') return tellUnsigned(report, terminal);
    if (first === 'sign') await signReport(report, site, { by: values.by, answers: values.answer ?? [] }, terminal);
    else await writeReport(report, { site, format, table, file }, terminal);
    return 0;
  },
};

const tellUnsigned = ({ signing: { unsignedDays } }: MadeReport, { out, language }: Terminal): number => {
  out(say(language, 'report.due.unsigned', { n: unsignedDays.length, days: unsignedDays.join(', ') }));
  return unsignedDays.length === 0 ? 0 : 1;
};

/** `1204:40:1795881600000`: the last reading and the last fact that count, and until when the report speaks, as the foot of a page names them. */
const wantedEnd = (text: string | undefined, { language }: Terminal): Omit<ReportEnd, 'now'> => {
  if (text === undefined) return {};
  const [, readings, urgent, through] = /^(\d{1,15}):(\d{1,15})(?::(\d{1,15}))?$/.exec(text) ?? [];
  if (urgent === undefined) throw new EdgeError('usage', say(language, 'report.up-to', { text }));
  const upTo = { readings: Number(readings), urgent: Number(urgent) };
  return { upTo, ...(through === undefined ? {} : { through: Number(through) }) };
};

const wantedPeriod = (
  what: string | undefined,
  date: string | undefined,
  timezone: string,
  { language }: Terminal,
): ReportPeriod => {
  const kind = PERIODS.find((period) => period === what);
  if (kind === undefined) throw new EdgeError('usage', say(language, 'report.which', { what: what ?? '' }));
  const period = periodOf(kind, date ?? dateOf(systemClock.now(), timezone), timezone);
  if (period === undefined) throw new EdgeError('usage', say(language, 'report.date', { date: date ?? '' }));
  return period;
};
