import type { UtcMillis } from '../domain/clock.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { RetainedSampleFact } from '../domain/supervision-fact.ts';
import type { ReportData } from './report-data.ts';
import { dateOf } from './report-period.ts';
import type { DueMeal } from './report-sources.ts';

/** What decides which meals are missing: those of which a sample was due, and the time that the record and the report know. */
interface RetentionScope {
  readonly due: readonly DueMeal[] | undefined;
  readonly timezone: string;
  readonly recordFrom: UtcMillis;
  readonly through: UtcMillis;
}

/** The book of retained samples (留样) of a period: what was kept, and the meals of which nothing was; undefined where a site keeps none. */
export const retentionOf = (
  samples: readonly RetainedSampleFact[],
  { due, timezone, recordFrom, through }: RetentionScope,
): ReportData['retention'] => {
  if (due === undefined && samples.length === 0) return undefined;
  const kept = new Set(samples.map(({ meal, takenAt }) => `${dateOf(takenAt, timezone)} ${meal}`));
  const missing = (due ?? []).filter(
    ({ date, meal, dueAt }) => dueAt > recordFrom && dueAt <= through && !kept.has(`${date} ${meal}`),
  );
  return {
    samples: samples.toSorted((a, b) => a.takenAt - b.takenAt).map(sampleOf),
    missing: missing.map(({ date, meal }) => ({ date, meal })),
  };
};

const sampleOf = ({ id, dish, meal, grams, takenAt, by, cabinet, until, disposedAt }: RetainedSampleFact) => ({
  id, dish, meal, grams, takenAt, by, cabinet, until,
  ...(disposedAt === undefined ? {} : { disposedAt }),
}); // biome-ignore format: a list to read

/** Meals that are named one by one; more are counted. */
const MOST_NAMED = 6;

/** The book in one sentence: how many samples, and which meals have none; empty where a site keeps none. */
export const retentionWords = ({ retention }: Pick<ReportData, 'retention'>, language: Language): string => {
  if (retention === undefined) return '';
  const { samples, missing } = retention;
  if (missing.length === 0) return say(language, 'report.retained', { n: samples.length });
  const named = missing.slice(0, MOST_NAMED).map(({ date, meal }) => `${date} ${say(language, `kitchen.meal.${meal}`)}`);
  const rest = missing.length - named.length;
  const meals = [...named, ...(rest > 0 ? [say(language, 'report.and-more', { n: rest })] : [])].join(', ');
  return say(language, 'report.retained-missing', { n: samples.length, meals });
};
