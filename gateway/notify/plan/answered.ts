import type { Millis } from '../../domain/clock.ts';
import { unanswered } from './cause.ts';
import type { PlanState } from './plan-state.ts';

/** What a reply means: the alarms that it acknowledges, or why it acknowledges none. */
export type Understood =
  | { readonly is: 'acknowledged'; readonly alarms: readonly string[] }
  /**
   * `late`: what its sender was told of is over or acknowledged. `too-old`: he wrote it before he was told of what stands.
   * `wrong-number`: nobody sent him a message of that number.
   */
  | { readonly is: 'late' | 'too-old' | 'wrong-number' };

/** What a person's reply answers. */
export interface Answered {
  readonly alarms: readonly string[];
  /** It would answer others as well, had he not written it before he was told of them. */
  readonly isTooOld: boolean;
}

/**
 * What a person answers who wrote at `writtenAt`, on the clock that only grows: of the message of `code`, or of all that he
 * was told of by then; undefined where he was sent no such number.
 */
export const answeredBy = (
  { causes, ended }: PlanState,
  person: string,
  code: number | undefined,
  writtenAt: Millis,
): Answered | undefined => {
  const told = causes.filter(({ reached }) => reached.some(({ to }) => to === person));
  const meant = code === undefined ? told : told.filter((cause) => cause.code === code);
  const isKnown = code === undefined || meant.length > 0 || ended.some((end) => end.code === code);
  if (!isKnown) return undefined;
  const open = meant.flatMap((cause) => unanswered(cause, person));
  const alarms = open.filter(({ heard }) => heard.some((each) => each.person === person && each.at <= writtenAt));
  return { alarms: alarms.map(({ state }) => state.id), isTooOld: alarms.length < open.length };
};
