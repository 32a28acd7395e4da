import type { Millis } from '../domain/clock.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { wasJudged, wasUnjudged } from './channel-versions.ts';
import type { Figures, ReportData } from './report-data.ts';
import { lengthText, momentText } from './report-words.ts';

/** What all channels that are judged come to in sum; `judged` is how many they are. */
export interface TimesInSum {
  readonly judged: number;
  readonly in: Millis;
  readonly out: Millis;
  readonly unproven: Millis;
  readonly switchedOff: Millis;
  /** Of the period so far: nothing was recorded, for the record began later, or ended, or the channel was not in it. */
  readonly unwatched: Millis;
}

/** The times of all channels that are judged, in sum. */
export const timesInSum = (data: Pick<ReportData, 'channels' | 'from' | 'through'>): TimesInSum => {
  const judged = judgedTotals(data).map(({ times }) => times);
  const sum = (key: keyof Figures['times']): Millis => judged.reduce((all, times) => all + times[key], 0);
  const times = { in: sum('in'), out: sum('out'), unproven: sum('unproven'), switchedOff: sum('switchedOff') };
  const watched = times.in + times.out + times.unproven + times.switchedOff;
  return { judged: judged.length, ...times, unwatched: Math.max(0, judged.length * (data.through - data.from) - watched) };
};

const judgedTotals = ({ channels }: Pick<ReportData, 'channels'>): readonly Figures[] =>
  channels.filter(wasJudged).map(({ total }) => total);

/** For how long the record tells of moments twice, because the clock was set back: of the channel that has most of it. */
export const longestTwice = ({ channels }: Pick<ReportData, 'channels'>): Figures['twice'] =>
  channels
    .flatMap(({ total: { twice } }) => twice ?? [])
    .toSorted((a, b) => a.time - b.time)
    .at(-1);

/** A sentence, and whether it is good: `in` only where every minute of the whole period is proven within; `off` where all was off as planned. */
export interface Verdict {
  readonly is: 'in' | 'out' | 'unproven' | 'off';
  readonly words: string;
}

/** What a verdict is given of. */
type Judged = Pick<ReportData, 'channels' | 'from' | 'to' | 'through' | 'timezone' | 'off' | 'unsureReadings'>;

/**
 * Whether each channel that is judged is proven, within or beyond, in every moment of the whole period in which it was to run,
 * and told of once in each.
 * After a cut of which nobody knows how long it took, nobody knows what the period's moments are.
 */
export const isWhollyProven = (data: Judged): boolean => {
  const judged = judgedTotals(data);
  const isProven = ({ times, twice }: Figures): boolean =>
    times.unproven === 0 && twice === undefined && times.in + times.out + times.switchedOff === data.to - data.from;
  const isKnown = data.off.every(({ lengthUnknown }) => lengthUnknown === undefined);
  const isJudged = !data.channels.some((channel) => wasJudged(channel) && wasUnjudged(channel));
  return isKnown && isJudged && judged.length > 0 && judged.every(isProven);
};

/** What a report comes to, in one sentence. */
export const verdictOf = (data: Judged, language: Language): Verdict => {
  const sum = timesInSum(data);
  if (sum.out > 0 || judgedTotals(data).some(isBeyondTwice))
    return { is: 'out', words: say(language, 'report.verdict.beyond', { cabinets: cabinetsBeyond(data, language) }) };
  if (isWhollyProven(data)) return proven(sum, language);
  return { is: 'unproven', words: doubtIn(data, sum, language) };
};

const proven = ({ in: within, switchedOff }: TimesInSum, language: Language): Verdict => {
  if (within === 0) return { is: 'off', words: say(language, 'report.verdict.off') };
  if (switchedOff === 0) return { is: 'in', words: say(language, 'report.verdict.within') };
  return { is: 'in', words: say(language, 'report.verdict.within-off', { time: lengthText(switchedOff, language) }) };
};

/** What the second telling of a moment says is not in the times, and not hidden either. */
const isBeyondTwice = ({ twice }: Figures): boolean => twice !== undefined && twice.out > 0;

const doubtIn = (data: Judged, sum: TimesInSum, language: Language): string => {
  const { to, through, timezone } = data;
  if (sum.judged === 0) return say(language, 'report.verdict.none');
  if (data.unsureReadings > 0 && sum.unwatched === 0)
    return say(language, 'report.verdict.unsure', { time: lengthText(sum.unproven, language), n: data.unsureReadings });
  if (sum.in === 0) return say(language, 'report.verdict.nothing');
  if (sum.unwatched > 0 && sum.unproven > 0) return say(language, 'report.verdict.unwatched', lengthsOf(sum, language));
  if (sum.unwatched > 0) return say(language, 'report.verdict.partly', lengthsOf(sum, language));
  if (sum.unproven > 0) return say(language, 'report.verdict.unproven', { time: lengthText(sum.unproven, language) });
  if (through < to) return say(language, 'report.verdict.so-far', { at: momentText(through, timezone) });
  const twice = longestTwice(data);
  if (twice !== undefined) return say(language, 'report.verdict.twice', { time: lengthText(twice.time, language) });
  const unjudged = data.channels.filter((channel) => wasJudged(channel) && wasUnjudged(channel));
  if (unjudged.length > 0) return say(language, 'report.verdict.unjudged', { cabinets: namesOf(unjudged, language) });
  return say(language, 'report.verdict.partly', lengthsOf(sum, language));
};

const lengthsOf = ({ unwatched, unproven }: TimesInSum, language: Language): { time: string; unproven: string } => ({
  time: lengthText(unwatched, language),
  unproven: lengthText(unproven, language),
});

const cabinetsBeyond = ({ channels }: Pick<ReportData, 'channels'>, language: Language): string => {
  const beyond = channels.filter(
    (channel) => wasJudged(channel) && (channel.total.times.out > 0 || isBeyondTwice(channel.total)),
  );
  return namesOf(beyond, language);
};

const namesOf = (channels: ReportData['channels'], language: Language): string =>
  [...new Set(channels.map(({ cabinet }) => cabinet))].join(language === 'en' ? ', ' : '、');
