import type { Notice } from '../notice.ts';
import { type Cause, type CauseAlarm, calling, isOwedByLaw, standing } from './cause.ts';
import { silent } from './due.ts';
import { sameRecipient } from './route.ts';

/**
 * The alarms of a cause that make a notice worth bringing: somebody must act, or be reminded. Once everything was
 * acknowledged, a text goes on all the same as long as none has told of what is beyond the law. `isRead`: one has.
 */
export const wantedOf = (notice: Notice, cause: Cause, isRead: (alarm: string) => boolean): readonly CauseAlarm[] => {
  if (notice.about === 're-alarm') return standing(cause);
  const calls = calling(cause);
  return calls.length > 0 ? calls : owed(notice, cause, isRead);
};

const owed = (notice: Notice, cause: Cause, isRead: (alarm: string) => boolean): readonly CauseAlarm[] =>
  silent(cause.reached).some((each) => sameRecipient(each, notice))
    ? standing(cause).filter(({ state }) => notice.alarms.includes(state.id) && isOwedByLaw(state) && !isRead(state.id))
    : [];
