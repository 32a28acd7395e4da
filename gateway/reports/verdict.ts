import type { Millis } from '../domain/clock.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { ReportData } from './report-data.ts';
import { lengthText, momentText } from './report-words.ts';

/** What all channels that are judged come to in sum; `judged` is how many they are. */
export interface TimesInSum {
  readonly judged: number;
  readonly in: Millis;
  readonly out: Millis;
  readonly unproven: Millis;
}

/** The three times of all channels that are judged, in sum. */
export const timesInSum = ({ channels }: Pick<ReportData, 'channels'>): TimesInSum => {
  const judged = channels.filter(({ judgedBy }) => judgedBy !== null).map(({ total }) => total.times);
  const sum = (key: 'in' | 'out' | 'unproven'): Millis => judged.reduce((all, times) => all + times[key], 0);
  return { judged: judged.length, in: sum('in'), out: sum('out'), unproven: sum('unproven') };
};

/** A sentence, and whether it is good: `in` only where every minute of the whole period is proven within. */
export interface Verdict {
  readonly is: 'in' | 'out' | 'unproven';
  readonly words: string;
}

/** What a verdict is given of. */
type Judged = Pick<ReportData, 'channels' | 'from' | 'to' | 'through' | 'timezone'>;

/** Whether each channel that is judged is proven, within or beyond, in every moment of the whole period. */
export const isWhollyProven = (data: Judged): boolean => {
  const sum = timesInSum(data);
  return sum.judged > 0 && sum.in + sum.out === sum.judged * (data.to - data.from);
};

/** What a report comes to, in one sentence. */
export const verdictOf = (data: Judged, language: Language): Verdict => {
  const sum = timesInSum(data);
  if (sum.out > 0)
    return { is: 'out', words: say(language, 'report.verdict.beyond', { cabinets: cabinetsBeyond(data, language) }) };
  if (isWhollyProven(data)) return { is: 'in', words: say(language, 'report.verdict.within') };
  return { is: 'unproven', words: doubtIn(data, sum, language) };
};

const doubtIn = ({ from, to, through, timezone }: Judged, sum: TimesInSum, language: Language): string => {
  if (sum.judged === 0) return say(language, 'report.verdict.none');
  if (sum.in === 0) return say(language, 'report.verdict.nothing');
  if (sum.unproven > 0) return say(language, 'report.verdict.unproven', { time: lengthText(sum.unproven, language) });
  if (through < to) return say(language, 'report.verdict.so-far', { at: momentText(through, timezone) });
  const unwatched = sum.judged * (to - from) - sum.in;
  return say(language, 'report.verdict.partly', { time: lengthText(unwatched, language) });
};

const cabinetsBeyond = ({ channels }: Pick<ReportData, 'channels'>, language: Language): string => {
  const beyond = channels.filter(({ judgedBy, total }) => judgedBy !== null && total.times.out > 0);
  return [...new Set(beyond.map(({ cabinet }) => cabinet))].join(language === 'en' ? ', ' : '、');
};
