import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { WHOLE_SITE } from '../domain/operating-calendar.ts';
import { dateStretches } from './date-stretches.ts';
import type { LatePlan, ReportData } from './report-data.ts';
import { momentText } from './report-words.ts';

/** Plans that are named one by one; more are counted. */
const MOST_NAMED = 6;

/** What a reader must know of the plans behind closed days and cabinets that were off: which came too late, and which the record does not have. */
export const planWords = (data: ReportData, language: Language): readonly string[] => [
  ...lateWords(data, language),
  ...unrecordedWords(data, language),
];

const lateWords = ({ latePlans = [], timezone }: ReportData, language: Language): readonly string[] => {
  if (latePlans.length === 0) return [];
  const rest = latePlans.length - MOST_NAMED;
  const named = latePlans
    .slice(0, MOST_NAMED)
    .map((plan) => say(language, 'report.late-plan', { what: whatOf(plan, language), at: momentText(plan.entered, timezone) }));
  const more = rest > 0 ? [say(language, 'report.and-more-plans', { n: rest })] : [];
  return [say(language, 'report.late-plans', { plans: [...named, ...more].join(language === 'en' ? '; ' : '；') })];
};

const whatOf = ({ from, to, name, off }: LatePlan, language: Language): string => {
  const cabinets = off.includes(WHOLE_SITE) ? say(language, 'report.whole-site') : off.join(language === 'en' ? ', ' : '、');
  return [
    ...(from === undefined || to === undefined
      ? []
      : [say(language, 'report.late-plan.closed', { days: daysOf(from, to, name) })]),
    ...(cabinets === '' ? [] : [say(language, 'report.late-plan.off', { cabinets })]),
  ].join(language === 'en' ? ', ' : '，');
};

const daysOf = (from: string, to: string, name: string | undefined): string =>
  `${from === to ? from : `${from}–${to}`}${name === undefined ? '' : ` ${name}`}`;

/** Days that something is told of by a plan which the record does not have. */
const unrecordedWords = ({ days, channels }: ReportData, language: Language): readonly string[] => {
  const isOff = (date: string): boolean =>
    channels.some((channel) => channel.days.some((day) => day.date === date && day.times.switchedOff > 0));
  const told = days.filter(({ isRecorded, is, date }) => isRecorded === undefined && (is === 'closed' || isOff(date)));
  const stretches = dateStretches(told.map(({ date }) => ({ date })));
  return stretches === '' ? [] : [say(language, 'report.plan-unrecorded', { days: stretches })];
};

/** Since when the record has each plan that came too late for a cabinet's day. */
export const lateEntries = (
  { latePlans = [] }: Pick<ReportData, 'latePlans'>,
  cabinet: string,
  { date, from, to }: ReportData['days'][number],
): readonly LatePlan['entered'][] =>
  latePlans
    .filter((plan) =>
      plan.from === undefined || plan.to === undefined
        ? plan.entered >= from && plan.entered < to && plan.off.includes(cabinet)
        : plan.from <= date && date <= plan.to,
    )
    .map(({ entered }) => entered);
