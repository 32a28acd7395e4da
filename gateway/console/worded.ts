import { CATALOGUE, type MessageKey, say } from '../domain/messages/catalogue.ts';
import type { Filling, Language } from '../domain/messages/message.ts';

/** The words of a key that may not be there; `otherwise` where it isn't. */
export const worded = (key: string, otherwise: string, language: Language, filling?: Filling): string =>
  isKey(key) ? say(language, key, filling) : otherwise;

const DEGREES: ReadonlySet<string | undefined> = new Set(['degC', 'degF', 'K']);

/** An alarm's cause in words: `high` is “TOO WARM” of a temperature, “TOO HIGH” of anything else. */
export const causeWords = (cause: string, unit: string | undefined, language: Language): string => {
  const word = DEGREES.has(unit) ? cause : ({ high: 'above', low: 'below' }[cause] ?? cause);
  return worded(`screen.cause.${word}`, cause, language);
};

const isKey = (key: string): key is MessageKey => Object.hasOwn(CATALOGUE, key);

/** The time of day in the site's own time zone, as in `14:30:05`. */
export const timeOf = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);

/** “ until 2026-11-29 14:30” of something that ends by itself; nothing of what doesn't. */
export const untilWords = (until: number | undefined, timeZone: string, language: Language): string => {
  if (until === undefined) return '';
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(until);
  return say(language, 'screen.until', { time });
};
