import { type CauseAlarm, unanswered } from './cause.ts';
import type { PlanState } from './plan-state.ts';

/** What a reply means: the alarms that it acknowledges, or why it acknowledges none. */
export type Understood =
  | { readonly is: 'acknowledged'; readonly alarms: readonly string[] }
  /** `late`: what its sender was told of is over or acknowledged. `wrong-number`: nobody sent him a message of that number. */
  | { readonly is: 'late' | 'wrong-number' };

/** What a person's reply answers: of the message of `code`, or of all that he was told of; undefined where he was sent no such number. */
export const answeredBy = (
  { causes, ended }: PlanState,
  person: string,
  code: number | undefined,
): readonly CauseAlarm[] | undefined => {
  const told = causes.filter(({ reached }) => reached.some(({ to }) => to === person));
  const meant = code === undefined ? told : told.filter((cause) => cause.code === code);
  const isKnown = code === undefined || meant.length > 0 || ended.some((end) => end.code === code);
  return isKnown ? meant.flatMap((cause) => unanswered(cause, person)) : undefined;
};
