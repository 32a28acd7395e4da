import { askGateway, PATIENCE_FOR_REPORTS } from '../app/ask-gateway.ts';
import type { MadeReport } from '../app/make-report.ts';
import { systemClock } from '../app/system-clock.ts';
import type { Site } from '../config/site.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import { blankKeys, type Draft } from '../reports/draft.ts';
import { momentText } from '../reports/report-words.ts';
import type { Terminal } from './command.ts';

/** Who signs, and what was answered to the blank lines, as `key=words` each. */
export interface SigningWords {
  readonly by: string | undefined;
  readonly answers: readonly string[];
}

/**
 * Signs a report: each line that the record can't fill needs an answer, and the running gateway keeps the signature.
 * @throws EdgeError `usage` with what is missing, `gateway-not-running`, `request-refused`.
 */
export const signReport = async (
  { data, hash, draft }: MadeReport,
  site: Site,
  { by, answers: written }: SigningWords,
  { language, out }: Terminal,
): Promise<void> => {
  if (draft === undefined) throw new EdgeError('usage', say(language, 'report.sign.no-checklist'));
  if (data.through < data.to)
    throw new EdgeError('usage', say(language, 'report.sign.not-over', { at: momentText(data.to, data.timezone) }));
  if (by === undefined) throw new EdgeError('usage', say(language, 'report.sign.who'));
  const answers = answersIn(written, draft, language);
  const { period, date, record } = data;
  const upTo = { readings: record.heads.readings[0], urgent: record.heads.urgent[0] };
  const request = { ask: 'report', do: 'sign', with: { period, date, hash, upTo, by, answers } };
  await askGateway(site.dataFolder, request, systemClock, site.gateway.language, PATIENCE_FOR_REPORTS);
  out(say(language, 'report.sign.done', { period, date, hash }));
};

const answersIn = (
  written: readonly string[],
  draft: Draft,
  language: Terminal['language'],
): Readonly<Record<string, string>> => {
  const answers = Object.fromEntries(written.map((text) => splitOnce(text)));
  const blank = blankKeys(draft);
  const unknown = Object.keys(answers).find((key) => !blank.includes(key));
  if (unknown !== undefined) throw new EdgeError('usage', say(language, 'report.sign.unknown', { key: unknown }));
  const missing = draft.lines.filter(({ key }) => blank.includes(key) && (answers[key] ?? '').trim() === '');
  if (missing.length === 0) return answers;
  const lines = missing.map(({ key, words }) => `  ${key}: ${words}`).join('\n');
  throw new EdgeError('usage', say(language, 'report.sign.needs', { lines }));
};

const splitOnce = (text: string): readonly [key: string, words: string] => {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
};
