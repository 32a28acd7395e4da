import type { Millis } from '../domain/clock.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { ReportData } from './report-data.ts';
import { lengthText } from './report-words.ts';

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

/** A sentence, and whether it is good: `in` only where every minute is proven within. */
export interface Verdict {
  readonly is: 'in' | 'out' | 'unproven';
  readonly words: string;
}

/** What a report comes to, in one sentence. */
export const verdictOf = (data: Pick<ReportData, 'channels'>, language: Language): Verdict => {
  const sum = timesInSum(data);
  if (sum.judged === 0) return { is: 'unproven', words: say(language, 'report.verdict.none') };
  if (sum.out > 0)
    return { is: 'out', words: say(language, 'report.verdict.beyond', { cabinets: cabinetsBeyond(data, language) }) };
  if (sum.unproven > 0)
    return { is: 'unproven', words: say(language, 'report.verdict.unproven', { time: lengthText(sum.unproven, language) }) };
  return { is: 'in', words: say(language, 'report.verdict.within') };
};

const cabinetsBeyond = ({ channels }: Pick<ReportData, 'channels'>, language: Language): string => {
  const beyond = channels.filter(({ judgedBy, total }) => judgedBy !== null && total.times.out > 0);
  return [...new Set(beyond.map(({ cabinet }) => cabinet))].join(language === 'en' ? ', ' : '、');
};
