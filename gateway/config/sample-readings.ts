import type { Channel } from '../domain/channel.ts';
import type { Millis } from '../domain/clock.ts';

/** A reading that might have been. */
export interface SampleReading {
  readonly at: Millis;
  readonly channel: string;
  readonly value: number;
}

/** Steps from one reading to the next, at most both ways: a content as dense as that of a kitchen with compressors, doors and probe noise. */
const WANDERING = 4;

/** An answer comes up to so many ms late. */
const JITTER = 20;

/**
 * Makes up the readings of a stretch of time, in their order: each value wanders in steps of its resolution, each answer
 * comes a few ms late, and the values of one device's answer share their time. The same channels always give the same.
 */
export const sampleReadings = (channels: readonly Channel[], duration: Millis): readonly SampleReading[] =>
  channels
    .flatMap((channel) => {
      const times = answerTimes(channel, duration);
      const chance = seeming(channel.id);
      let steps = Math.round(4 / channel.resolution);
      return times.map((at) => {
        steps += Math.round((chance() - 0.5) * WANDERING);
        return { at, channel: channel.id, value: Number((steps * channel.resolution).toPrecision(6)) };
      });
    })
    .sort((a, b) => a.at - b.at);

const answerTimes = ({ device, every }: Channel, duration: Millis): readonly Millis[] => {
  const chance = seeming(device);
  const phase = Math.floor(chance() * every);
  const turns = Math.max(0, Math.ceil((duration - phase) / every));
  return Array.from({ length: turns }, (_, turn) => Math.min(duration - 1, phase + turn * every + Math.floor(chance() * JITTER)));
};

/** Numbers from 0 to below 1 that look like chance and are always the same: a linear congruential generator. */
const seeming = (name: string): (() => number) => {
  let state = [...name].reduce((seed, sign) => Math.imul(seed, 31) + (sign.codePointAt(0) ?? 0), 7);
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
