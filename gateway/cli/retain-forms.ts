import type { UtcMillis } from '../domain/clock.ts';
import { localDate, momentOf } from '../domain/local-time.ts';
import { say } from '../domain/messages/catalogue.ts';
import { LANGUAGES, type Language } from '../domain/messages/message.ts';
import { MEALS, type Meal } from '../domain/supervision-fact.ts';
import { askedOptions } from './asked-options.ts';

/** What stood behind the options of `larder retain`. */
interface WrittenRetain {
  readonly meal?: string | undefined;
  readonly dish?: readonly string[] | undefined;
  readonly grams?: string | undefined;
  readonly by?: string | undefined;
  readonly cabinet?: string | undefined;
  readonly corrects?: string | undefined;
  readonly 'taken-at'?: string | undefined;
  readonly due?: boolean | undefined;
  readonly at?: string | undefined;
  readonly words?: string | undefined;
}

/** Who reads, and when and where: times of day are the site's own. */
export interface RetainReader {
  readonly language: Language;
  readonly timezone: string;
  readonly now: UtcMillis;
}

/** Samples of a meal, as somebody wrote them. @throws EdgeError `usage` with all that is missing or not understood. */
export const retainForm = (written: WrittenRetain, reader: RetainReader): object => {
  const asked = askedOptions(reader.language);
  const meals = MEALS.map((meal) => say(reader.language, `kitchen.meal.${meal}`)).join(' | ');
  const form = {
    meal: asked.like('meal', asked.text('meal', written.meal) || undefined, mealOf, meals),
    dishes: [asked.text('dish', written.dish?.[0]), ...(written.dish?.slice(1) ?? [])],
    grams: asked.number('grams', written.grams, ['g', '克']),
    by: asked.text('by', written.by),
    cabinet: written.cabinet,
    corrects: written.corrects,
    takenAt: asked.like('taken-at', written['taken-at'], (text) => siteMoment(text, reader), '12:30'),
  };
  asked.done();
  return form;
};

/** A disposal, as somebody wrote it. @throws EdgeError `usage`. */
export const disposalForm = (ids: readonly string[], written: WrittenRetain, reader: RetainReader): object => {
  const asked = askedOptions(reader.language);
  const form = {
    ids,
    due: written.due,
    by: asked.text('by', written.by),
    disposedAt: asked.like('at', written.at, (text) => siteMoment(text, reader), '12:30'),
    words: written.words,
  };
  asked.done();
  return form;
};

/** A meal by its name in either language. */
const mealOf = (text: string): Meal | undefined =>
  MEALS.find((meal) => [meal, ...LANGUAGES.map((language) => say(language, `kitchen.meal.${meal}`))].includes(text));

/** `12:30` of today, `2026-11-28 12:30`, or a whole moment with its zone. */
const siteMoment = (text: string, { timezone, now }: RetainReader): UtcMillis | undefined =>
  momentOf(
    /^\d{1,2}:\d{2}$/.test(text) ? `${localDate(now, timezone)}T${text.padStart(5, '0')}` : text.replace(' ', 'T'),
    timezone,
  );
