import { LANES, type Lane } from '../../gateway/domain/lane.ts';
import type { Acknowledge, LaneDelivery } from './lane-delivery.ts';
import type { StateBoard } from './relay-state.ts';

/**
 * Holds the states against the lanes. A state is of the uplink: it ends only when it ends in both lanes, else one lane that is
 * well and one that isn't would begin and end it for ever.
 */
export const reviewLanes = (board: StateBoard, lanes: Readonly<Record<Lane, LaneDelivery>>, acknowledge: Acknowledge): void => {
  const state = acknowledge === 'stored' ? 'unanswered' : 'unproven';
  const inVain = LANES.filter((lane) => lanes[lane].inVain);
  if (inVain.length > 0) board.raise(state, inVain.join(', '));
  else board.clear(state);
  if (LANES.every((lane) => !lanes[lane].hasRefused)) {
    board.clear('refused-blocks');
    board.clear('too-long');
  }
};
