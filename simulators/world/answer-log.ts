import type { ChannelId } from '../../gateway/domain/channel.ts';
import type { Millis } from '../../gateway/domain/clock.ts';

/** A value that a device put into an answer: what a faithful reader must arrive at. */
export interface AnsweredValue {
  /** At the register's resolution; NaN where the device said that its probe is broken. */
  readonly value: number;
  /** When the whole answer had left, on the clock that only grows. */
  readonly at: Millis;
}

/** What the devices of a world really answered, so that whatever arrives elsewhere can be held against it. */
export interface AnswerLog {
  /** The values of `channel` (`device/register`) in answers that were completed, oldest first; at most the newest `most`. */
  values(channel: ChannelId): readonly AnsweredValue[];
  /** How many values of `channel` were answered in all, those that are no longer kept too. */
  count(channel: ChannelId): number;
  /** How many values of all these channels, or of all there are. */
  total(channels?: Iterable<ChannelId>): number;
  /** Channels that were answered at least once. */
  channels(): readonly ChannelId[];
  add(channel: ChannelId, value: number, at: Millis): void;
}

/** One channel's newest answers, as plain numbers: value and time by turns. */
interface Ring {
  numbers: Float64Array;
  count: number;
}

const FIRST_ROOM = 64;

const grown = (numbers: Float64Array, most: number): Float64Array => {
  const larger = new Float64Array(Math.min(numbers.length * 2, most * 2));
  larger.set(numbers);
  return larger;
};

const unrolled = ({ numbers, count }: Ring): readonly AnsweredValue[] => {
  const room = numbers.length / 2;
  const kept = Math.min(count, room);
  return Array.from({ length: kept }, (_, place) => {
    const at = ((count - kept + place) % room) * 2;
    return { value: numbers[at] ?? Number.NaN, at: numbers[at + 1] ?? Number.NaN };
  });
};

/** An empty log that keeps the newest `most` values of each channel. */
export const createAnswerLog = (most = 100_000): AnswerLog => {
  const rings = new Map<ChannelId, Ring>();
  const ringOf = (channel: ChannelId): Ring => {
    const ring = rings.get(channel) ?? { numbers: new Float64Array(2 * Math.min(FIRST_ROOM, most)), count: 0 };
    rings.set(channel, ring);
    return ring;
  };
  const count = (channel: ChannelId): number => rings.get(channel)?.count ?? 0;
  return {
    values: (channel) => {
      const ring = rings.get(channel);
      return ring === undefined ? [] : unrolled(ring);
    },
    count,
    total: (channels = rings.keys()) => [...channels].reduce((sum, channel) => sum + count(channel), 0),
    channels: () => [...rings.keys()],
    add: (channel, value, at) => {
      const ring = ringOf(channel);
      if (ring.count * 2 === ring.numbers.length && ring.count < most) ring.numbers = grown(ring.numbers, most);
      const place = (ring.count % (ring.numbers.length / 2)) * 2;
      ring.numbers[place] = value;
      ring.numbers[place + 1] = at;
      ring.count += 1;
    },
  };
};
