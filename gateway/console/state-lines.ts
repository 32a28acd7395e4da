import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { lossWords } from './reason-words.ts';
import { untilWords, worded } from './worded.ts';

/** A state that lasts, as people are shown it. */
export interface LastingState {
  readonly on: string;
  readonly state: string;
  readonly reason?: string | undefined;
  /** When it ends by itself. */
  readonly until?: number | undefined;
}

/** States that are as they should be, and call for nobody: a defrost, a disinfection cycle, a cabinet in maintenance. */
export const PASSING_STATES: ReadonlySet<string> = new Set(['defrost', 'cycle', 'maintenance']);

/** A state on the screen: of what, which, until when and why. `cabinet`: what it is on, in the site's own words. */
export const stateLine = (
  { on, state, reason, until }: LastingState,
  cabinet: string | undefined,
  timezone: string,
  language: Language,
): string => {
  const words = say(language, 'screen.lasting', {
    on: cabinet ?? placeWords(on, language),
    state: `${stateWords(on, state, language)}${untilWords(until, timezone, language)}`,
    reason: reason === undefined ? '' : ` — ${state === 'lost' ? lossWords(reason, language) : reason}`,
  });
  return `  ${PASSING_STATES.has(state) ? '·' : '!'} ${words}`;
};

/** A state that lasts in words: `lost` of a line is “the port is gone”. */
const stateWords = (on: string, state: string, language: Language): string =>
  PASSING_STATES.has(state)
    ? worded(`screen.passing.${state}`, state, language)
    : worded(`${OWNERS.find(([prefix]) => on.startsWith(prefix))?.[1] ?? 'line'}.state.${state}`, state, language);

const RETAINED = /^retention:(?:(\d{4}-\d\d-\d\d)\/(\w+)|(.+))$/;

/** A meal or a retained sample as a cook calls it; anything else by its own name. */
const placeWords = (on: string, language: Language): string => {
  const [, date, meal = '', sample] = RETAINED.exec(on) ?? [];
  if (date === undefined) return sample ?? on;
  return `${date} ${worded(`kitchen.meal.${meal}`, meal, language)}`;
};

/** Whose words a state is told in, by the beginning of its name. */
const OWNERS = [
  ['uplink:', 'relay'],
  ['analyzer:', 'station'],
  ['retention:', 'kitchen'],
  ['notify:', 'notify'],
] as const;
