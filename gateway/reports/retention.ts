import type { UtcMillis } from '../domain/clock.ts';
import { lateEntryOf } from '../domain/entered-at.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { RetainedSampleFact } from '../domain/supervision-fact.ts';
import type { ReportData, RetainedRecord } from './report-data.ts';
import { dateOf } from './report-period.ts';
import type { DueMeal } from './report-sources.ts';

/** What decides which meals are missing: those of which a sample was due, and the time that the record and the report know. */
interface RetentionScope {
  readonly due: readonly DueMeal[] | undefined;
  readonly timezone: string;
  readonly recordFrom: UtcMillis;
  readonly through: UtcMillis;
  /** Of each dish; without, no sample is too little. */
  readonly leastGrams?: number | undefined;
}

/** The book of retained samples (留样) of a period: what was kept, and the meals of which nothing was; undefined where a site keeps none. */
export const retentionOf = (
  samples: readonly RetainedSampleFact[],
  { due: planned, timezone, recordFrom, through, leastGrams = 0 }: RetentionScope,
): ReportData['retention'] => {
  if (planned === undefined && samples.length === 0) return undefined;
  const kept = new Set(samples.map(({ meal, takenAt }) => `${dateOf(takenAt, timezone)} ${meal}`));
  const due = planned?.filter(({ dueAt }) => dueAt > recordFrom && dueAt <= through);
  const missing = due?.filter(({ date, meal }) => !kept.has(`${date} ${meal}`)) ?? [];
  return {
    samples: samples.toSorted((a, b) => a.takenAt - b.takenAt).map((sample) => sampleOf(sample, leastGrams)),
    ...(due === undefined ? {} : { due: due.length }),
    missing: missing.map(({ date, meal }) => ({ date, meal })),
  };
};

const sampleOf = (sample: RetainedSampleFact, leastGrams: number): RetainedRecord => {
  const { id, dish, meal, grams, takenAt, by, cabinet, until, disposedAt, disposedBy, words } = sample;
  const enteredLate = lateEntryOf(sample);
  return {
    id, dish, meal, grams, takenAt, by, cabinet, until,
    ...(enteredLate === undefined ? {} : { enteredLate }),
    ...(grams < leastGrams ? { short: true } : {}),
    ...(disposedAt === undefined ? {} : { disposedAt }),
    ...(disposedBy === undefined ? {} : { disposedBy }),
    ...(disposedAt !== undefined && disposedAt < until ? { early: true } : {}),
    ...(words === undefined ? {} : { words }),
  }; // biome-ignore format: a list to read
};

/** Meals that are named one by one; more are counted. */
const MOST_NAMED = 6;

/** The book in one sentence: how many samples, which meals have none, and what is wrong with those that there are; empty where a site keeps none. */
export const retentionWords = ({ retention }: Pick<ReportData, 'retention'>, language: Language): string => {
  if (retention === undefined) return '';
  return [mealWords(retention, language), ...faultWords(retention, language)].join(language === 'en' ? '; ' : '；');
};

type Book = NonNullable<ReportData['retention']>;

const mealWords = ({ samples, due, missing }: Book, language: Language): string => {
  const n = samples.length;
  if (missing.length > 0) return say(language, 'report.retained-missing', { n, meals: mealsNamed(missing, language) });
  if (due === undefined) return say(language, 'report.retained', { n });
  return say(language, due === 0 ? 'report.retained-none-due' : 'report.retained-every', { n, due });
};

const mealsNamed = (missing: Book['missing'], language: Language): string => {
  const named = missing.slice(0, MOST_NAMED).map(({ date, meal }) => `${date} ${say(language, `kitchen.meal.${meal}`)}`);
  const rest = missing.length - named.length;
  return [...named, ...(rest > 0 ? [say(language, 'report.and-more-meals', { n: rest })] : [])].join(
    language === 'en' ? ', ' : '、',
  );
};

const faultWords = ({ samples }: Book, language: Language): readonly string[] => {
  const counts = {
    short: samples.filter(({ short }) => short).length,
    early: samples.filter(({ early }) => early).length,
    late: samples.filter(({ enteredLate }) => enteredLate !== undefined).length,
  };
  return (['short', 'early', 'late'] as const).flatMap((fault) =>
    counts[fault] === 0 ? [] : [say(language, `report.retained.${fault}`, { n: counts[fault] })],
  );
};
