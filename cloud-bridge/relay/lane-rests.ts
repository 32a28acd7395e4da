import type { Clock, Millis } from '../../gateway/domain/clock.ts';
import type { Lane } from '../../gateway/domain/lane.ts';

/** After a denial a lane rests this long, then twice as long, up to half an hour: a right is given by a person. */
const FIRST_REST: Millis = 60_000;
const LONGEST_REST: Millis = 1_800_000;

/** After the journal gave nothing of what it must have, a lane rests this long. */
const EMPTY_REST: Millis = 5_000;

/** Lanes that rest: the broker doesn't let this box publish on them, or the journal doesn't give. */
export interface LaneRests {
  isOpen(lane: Lane): boolean;
  denied(lane: Lane): void;
  allowed(lane: Lane): void;
  /** The journal gave nothing. */
  empty(lane: Lane): void;
  /** When the next rest is over; infinite when none is. */
  overAt(): Millis;
}

export const createLaneRests = (clock: Clock): LaneRests => {
  const rests = new Map<Lane, { readonly until: Millis; readonly length: Millis }>();
  return {
    isOpen: (lane) => clock.elapsed() >= (rests.get(lane)?.until ?? 0),
    denied: (lane) => {
      const length = Math.min(LONGEST_REST, (rests.get(lane)?.length ?? FIRST_REST / 2) * 2);
      rests.set(lane, { until: clock.elapsed() + length, length });
    },
    allowed: (lane) => {
      rests.delete(lane);
    },
    empty: (lane) => {
      rests.set(lane, { until: clock.elapsed() + EMPTY_REST, length: FIRST_REST / 2 });
    },
    overAt: () => Math.min(...[...rests.values()].map(({ until }) => until).filter((until) => until > clock.elapsed())),
  };
};
