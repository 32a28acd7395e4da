import { isOverdue } from '../../domain/calibration-due.ts';
import type { UtcMillis } from '../../domain/clock.ts';
import type { StateFact } from '../../domain/fact.ts';
import { localDate } from '../../domain/local-time.ts';
import { channelInForce } from './channels-in-force.ts';
import type { KitchenParts } from './kitchen-parts.ts';
import { begun, ended } from './kitchen-states.ts';

const STATE = 'calibration-due';

/** Channels whose calibration has run out, or is no longer so. It lasts, is shown, and never hides a value. A pure function of time and book. */
export const calibrationStates = ({ needs, memory }: KitchenParts, now: UtcMillis): readonly StateFact[] => {
  const today = localDate(now, needs.timezone);
  const due = new Map(
    needs.channels.flatMap((channel) => {
      const known = memory.calibrations.get(channel.id);
      const isHeld = known?.last !== undefined && channelInForce(channel, known) !== channel;
      return isHeld && known.last?.due !== undefined && isOverdue(known.last.due, today) ? [[channel.id, known.last.due]] : [];
    }),
  );
  const over = memory.told.all().filter(({ on, state }) => state === STATE && !due.has(on));
  return [
    ...over.flatMap(({ on }) => ended(memory, { on, state: STATE }, now)),
    ...[...due].flatMap(([on, date]) => begun(memory, { on, state: STATE }, now, date)),
  ];
};
