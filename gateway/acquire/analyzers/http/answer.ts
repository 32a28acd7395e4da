import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import type { Kept } from '../../../domain/sent-result.ts';
import type { UploadedRecord } from './upload-reader.ts';

type Answers = (AnalyzerProfile['link'] & { protocol: 'http' })['answers'];

/** What is said to a meter that has uploaded. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Which of an interface's answers fits what became of an upload. */
export type Outcome = 'kept' | 'duplicate' | 'partly' | 'refused' | 'failed';

/** What became of an upload that is kept. */
export const outcomeOf = (records: readonly UploadedRecord[], { tests, duplicates }: Kept): Outcome => {
  const read = records.filter((each) => each.read).length;
  if (read === 0) return 'refused';
  if (read < records.length) return 'partly';
  return tests === 0 && duplicates > 0 ? 'duplicate' : 'kept';
};

/** The interface's answer, its places filled. */
export const answerOf = (answers: Answers, outcome: Outcome, records: readonly UploadedRecord[]): Answer => {
  const { status, body } = chosen(answers, outcome);
  const json = answers.type === 'application/json';
  const kept = outcome === 'failed' ? [] : records.filter((each) => each.read);
  const lines =
    answers.record === undefined ? [] : records.map((each) => recordLine(answers.record, each, kept.includes(each), json));
  const places = {
    records: lines.join(','),
    record: escaped(records[0]?.record ?? '', json),
    count: String(records.length),
    kept: String(kept.length),
    refused: String(records.length - kept.length),
  };
  return { status, type: `${answers.type}; charset=utf-8`, body: filled(body, places) };
};

const chosen = (answers: Answers, outcome: Outcome): Answers['kept'] => {
  if (outcome === 'duplicate') return answers.duplicate ?? answers.kept;
  if (outcome === 'partly') return answers.partly ?? answers.refused;
  return answers[outcome];
};

const recordLine = (templates: Answers['record'], { record }: UploadedRecord, kept: boolean, json: boolean): string =>
  filled((kept ? templates?.kept : templates?.refused) ?? '', { record: escaped(record, json) });

/** What a meter sent goes back within quotes, and can't leave them. Outside JSON only letters, digits and hyphens go back. */
const escaped = (text: string, json: boolean): string =>
  json ? JSON.stringify(text.slice(0, 200)).slice(1, -1) : text.slice(0, 200).replace(/[^\p{L}\p{N}._-]/gu, '');

const filled = (template: string, places: Readonly<Record<string, string>>): string =>
  template.replace(/\{\{([a-z]+)\}\}/g, (whole, name: string) => (Object.hasOwn(places, name) ? (places[name] ?? '') : whole));
