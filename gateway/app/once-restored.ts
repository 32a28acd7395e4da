import type { Journal } from '../journal/journal.ts';
import type { StateChange } from './lasting-states.ts';

/**
 * A receiver has stored, of this very journal, what this box never wrote: an old card was put back, or another box runs on
 * a copy. Numbers must not be given out twice, so a new journal begins that names this one. Once for each start of the
 * gateway: whoever may write to the broker must not be able to make journals without end.
 */
export const onceRestored = (
  journal: Pick<Journal, 'succeed'>,
  onFailure: (error: unknown) => void,
): ((change: StateChange) => void) => {
  let done = false;
  return ({ state, active }) => {
    if (done || !active || state !== 'foreign-frontier') return;
    done = true;
    journal.succeed('restored').catch(onFailure);
  };
};
