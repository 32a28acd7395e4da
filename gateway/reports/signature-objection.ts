import type { UtcMillis } from '../domain/clock.ts';
import { type Head, LANES, type Lane } from '../domain/lane.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import type { Checklist } from './checklist.ts';
import { periodOf } from './report-period.ts';
import { momentText } from './report-words.ts';
import { roleWords } from './role-words.ts';

/** A signature as it is asked for; `by` is an id of “people”. */
export interface AskedSignature extends Pick<ReportFact, 'period' | 'date' | 'upTo'> {
  readonly by: string;
  readonly answers: Readonly<Record<string, string>>;
}

/** What a signature is held against. */
export interface SigningGrounds {
  readonly now: UtcMillis;
  readonly timezone: string;
  /** When the record's oldest fact was noted, and where its lanes end. */
  readonly record: { readonly from: UtcMillis; readonly heads: Readonly<Record<Lane, Head>> };
  /** Undefined where none is for this kind of site. */
  readonly checklist: Checklist | undefined;
  /** Whoever signs, as “people” has the person; undefined for a stranger. */
  readonly person: { readonly id: string; readonly role?: string | undefined } | undefined;
}

type Objecting = (asked: AskedSignature, grounds: SigningGrounds, language: Language) => string | undefined;

/** Why a signature can't be taken, in words; undefined where it can. */
export const objectionTo: Objecting = (asked, grounds, language) => {
  for (const objection of OBJECTIONS) {
    const words = objection(asked, grounds, language);
    if (words !== undefined) return words;
  }
  return undefined;
};

/** Whoever has a role that the checklist names for this sheet signs it. The responsible officer of the authorities (包保干部) checks a site, and signs none of its own checks. */
const toPerson: Objecting = ({ by, period }, { person, checklist }, language) => {
  if (checklist === undefined) return say(language, 'report.sign.no-checklist');
  if (person === undefined) return say(language, 'report.sign.nobody', { id: by });
  const roles = checklist[period].signedBy;
  if (person.role !== undefined && roles.includes(person.role)) return undefined;
  const words = roles.map((role) => `${roleWords(role, language)} (${role})`).join(', ');
  return say(language, 'report.sign.not-theirs', { id: by, roles: words });
};

/** Nobody states that nothing was found in a time that goes on, or that the record never saw. */
const toPeriod: Objecting = ({ period, date }, { now, timezone, record }, language) => {
  const asked = periodOf(period, date, timezone);
  if (asked === undefined || asked.date !== date) return say(language, 'report.sign.no-period', { period, date });
  if (now < asked.to) return say(language, 'report.sign.not-over', { at: momentText(asked.to, timezone) });
  if (asked.to > record.from) return undefined;
  return say(language, 'report.sign.before-record');
};

const toEnd: Objecting = ({ upTo }, { record: { heads } }, language) => {
  const beyond = LANES.find((lane) => upTo[lane] > heads[lane][0]);
  if (beyond === undefined) return undefined;
  return say(language, 'report.sign.beyond-head', { lane: beyond, number: upTo[beyond], last: heads[beyond][0] });
};

/** Each line that the record can't fill is answered, and no other. */
const toAnswers: Objecting = ({ period, answers }, { checklist }, language) => {
  const blank = (checklist?.[period].lines ?? []).filter(({ from }) => from === undefined);
  const unknown = Object.keys(answers).find((key) => !blank.some((line) => line.key === key));
  if (unknown !== undefined) return say(language, 'report.sign.unknown', { key: unknown });
  const missing = blank.filter(({ key }) => answers[key] === undefined);
  if (missing.length === 0) return undefined;
  return say(language, 'report.sign.needs', {
    lines: missing.map(({ key, words }) => `  ${key}: ${words[language]}`).join('\n'),
  });
};

const OBJECTIONS: readonly Objecting[] = [toPerson, toPeriod, toEnd, toAnswers];
