import { type BlockReading, type ReadingsBlock, type Sha256, sealBlock } from '../domain/block.ts';
import type { Channel } from '../domain/channel.ts';
import type { Millis } from '../domain/clock.ts';
import { GENESIS } from '../domain/lane.ts';
import { type SampleReading, sampleReadings } from './sample-readings.ts';

/** A stretch of a site's record as it will probably look: how long it is, and the block lines of each sealing in it. */
export interface SampleStretch {
  readonly duration: Millis;
  readonly sealings: readonly (readonly string[])[];
}

/** So many readings tell enough, on a box that has a moment for it. */
const MOST_READINGS = 20_000;

/** Readings in a block of some 16,000 characters, where the journal closes one. */
const READINGS_IN_BLOCK = 900;

/** Makes up a stretch of the record of these channels, sealed as often as the site wants. */
export const sampleStretch = (gateway: string, channels: readonly Channel[], seal: Millis, sha256: Sha256): SampleStretch => {
  const duration = sampledDuration(channels, seal);
  const readings = sampleReadings(channels, duration);
  let prev = GENESIS;
  const sealings = stretches(readings, seal).map(([from, to]) =>
    edges(from, to).map((first) => {
      const own = readings.slice(first, Math.min(to, first + READINGS_IN_BLOCK));
      const block = sealBlock(blockOf(gateway, prev, first + 1, own), sha256);
      prev = block.hash;
      return block.line;
    }),
  );
  return { duration, sealings };
};

/** A whole number of sealings; less than one where a single one holds more readings than are needed. */
const sampledDuration = (channels: readonly Channel[], seal: Millis): Millis => {
  const perMilli = channels.reduce((sum, { every }) => sum + 1 / every, 0);
  const longest = channels.reduce((most, { every }) => Math.max(most, every), 60 * seal);
  const enough = Math.min(longest, Math.ceil(MOST_READINGS / Math.max(perMilli, 1e-9)));
  return enough < seal ? enough : Math.floor(enough / seal) * seal;
};

/** From where to where in `readings` each interval between two sealings lies; those without any are left out. */
const stretches = (readings: readonly SampleReading[], seal: Millis): readonly (readonly [from: number, to: number])[] => {
  const turns = readings.map(({ at }) => Math.floor(at / seal));
  const starts = turns.flatMap((turn, place) => (turn === turns[place - 1] ? [] : [place]));
  return starts.map((from, place) => [from, starts[place + 1] ?? readings.length]);
};

const edges = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.ceil((to - from) / READINGS_IN_BLOCK) }, (_, block) => from + block * READINGS_IN_BLOCK);

const blockOf = (gateway: string, prev: string, first: number, readings: readonly SampleReading[]): ReadingsBlock => {
  const channels = [...new Set(readings.map(({ channel }) => channel))];
  const begin = readings[0]?.at ?? 0;
  const rows = readings.map(({ at, channel, value }): BlockReading => [at - begin, channels.indexOf(channel), value]);
  const header = {
    v: 1,
    gateway,
    journal: 'k3v9q2xw',
    lane: 'readings',
    config: 'c41d07ae52b8',
    boot: 7,
    clock: 'sure',
  } as const;
  const times = { up: 86_400_000 + begin, t0: 1_795_248_000_000 + begin };
  return { ...header, ...times, first, last: first + readings.length - 1, prev, channels, readings: rows };
};
