import { newUnitCounters } from '../../gateway/acquire/modbus/line-counters.ts';
import type { openLine } from '../../gateway/acquire/running-line.ts';
import type { Channel } from '../../gateway/domain/channel.ts';
import type { Cancel } from '../../gateway/domain/clock.ts';
import { EdgeError } from '../../gateway/domain/edge-error.ts';
import type { YearKitchen } from './year-kitchen.ts';

/** A minute after the world has moved on, all devices of a line are asked. */
const EVERY = 60_000;

/**
 * Opens lines without wires and bytes: once a minute each device answers at once. What the way of a reading costs up to
 * there is measured elsewhere; a year of it would take hours.
 */
export const directLines =
  (kitchen: Pick<YearKitchen, 'answer'>, channels: readonly Channel[]): typeof openLine =>
  (_settings, units, { clock, onObservation }) => {
    let cancel: Cancel = () => undefined;
    let roundAt = clock.elapsed();
    const reads = units.map(({ id, channels: read }) => ({
      id,
      registers: read.map(({ register }) => register),
      places: read.map(({ place }) => place),
      steps: read.map(({ place }) => channels[place]?.resolution ?? 1),
    }));
    const round = (): void => {
      cancel = clock.after(EVERY, round);
      roundAt = clock.elapsed();
      for (const { id, registers, places, steps } of reads) {
        const answers = registers.map((register) => kitchen.answer(id, register));
        const values = answers.map(({ value }, place) => atResolution(value, steps[place] ?? 1));
        const good = answers.every(({ quality }) => quality === 'good');
        const qualities = good ? {} : { qualities: answers.map(({ quality }) => quality) };
        onObservation({ elapsed: roundAt, channels: places, values, ...qualities });
      }
    };
    return {
      start: () => {
        cancel = clock.after(EVERY, round);
      },
      stop: async () => cancel(),
      counters: () => ({
        utilisation: 0,
        quarantines: 0,
        reopenings: 0,
        noiseBytes: 0,
        connected: true,
        units: Object.fromEntries(units.map(({ id }) => [id, newUnitCounters()])),
      }),
      ask: async () => {
        throw new EdgeError('line-lost', 'this line has no wire');
      },
      cameRoundAt: () => roundAt,
    };
  };

const atResolution = (value: number, step: number): number => Math.round(value / step) / Math.round(1 / step);
