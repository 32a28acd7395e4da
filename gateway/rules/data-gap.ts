import type { Channel } from '../domain/channel.ts';
import type { Millis } from '../domain/clock.ts';

/** A step between two good values longer than this many of the channel's intervals is a data gap. */
const INTERVALS_TO_A_GAP = 3;

/** The longest step between two good values of a channel that is no data gap. */
export const longestStepOf = ({ every }: Pick<Channel, 'every'>): Millis => every * INTERVALS_TO_A_GAP;
