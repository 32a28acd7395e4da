import type { AlarmState } from '../domain/alarm.ts';
import type { Channel } from '../domain/channel.ts';
import type { Clock, UtcMillis } from '../domain/clock.ts';
import type { Fact, StateFact } from '../domain/fact.ts';
import { type Observation, qualityAt } from '../domain/observation.ts';
import { hasValue, type Quality } from '../domain/quality.ts';

/** A channel as it stands now. Its value is never older than its time says: nothing is repeated with a new one. */
export interface ChannelView {
  readonly id: string;
  readonly cabinet: string;
  readonly unit: string;
  readonly every: number;
  readonly value: number | null;
  readonly quality: Quality | 'none-yet';
  /** When the device answered, or the wait for it ended; null before the first time. */
  readonly at: UtcMillis | null;
}

/** What is known now, fed only with what is durable. */
export interface LiveView {
  show(announced: { readonly observations: readonly Observation[]; readonly facts: readonly Fact[] }): void;
  channels(): readonly ChannelView[];
  /** Alarms that are active, or wait for a person. */
  alarms(): readonly AlarmState[];
  /** States that last, and are in force. */
  states(): readonly StateFact[];
}

/** A view in which nothing was seen yet. `alarms` are those that stood when the gateway ended last. */
export const createLiveView = (channels: readonly Channel[], clock: Clock, alarms: readonly AlarmState[]): LiveView => {
  const latest = createLatest(channels.length);
  const standing = new Map(alarms.map((alarm) => [alarm.id, alarm]));
  const inForce = new Map<string, StateFact>();

  const showFact = (fact: Fact): void => {
    if (fact.kind === 'alarm' && fact.active) standing.set(fact.id, fact);
    if (fact.kind === 'alarm' && !fact.active) standing.delete(fact.id);
    if (fact.kind !== 'state') return;
    const key = `${fact.on} ${fact.state}`;
    if (fact.active) inForce.set(key, fact);
    else inForce.delete(key);
  };

  return {
    show: ({ observations, facts }) => {
      for (const observation of observations) latest.keep(observation);
      facts.forEach(showFact);
    },
    channels: () => {
      const wallMinusElapsed = clock.now() - clock.elapsed();
      return channels.map((channel, place) => ({ ...described(channel), ...latest.at(place, wallMinusElapsed) }));
    },
    alarms: () => [...standing.values()],
    states: () => [...inForce.values()],
  };
};

/** The latest of each channel in plain arrays: at full speed an object for each value would cost more than judging it. */
const createLatest = (count: number) => {
  const values = new Float64Array(count);
  const times = new Float64Array(count).fill(Number.NaN);
  const qualities = new Array<Quality>(count).fill('good');
  return {
    keep: (observation: Observation): void => {
      for (let index = 0; index < observation.channels.length; index += 1) {
        const place = observation.channels[index] ?? 0;
        values[place] = observation.values[index] ?? Number.NaN;
        times[place] = observation.elapsed;
        qualities[place] = qualityAt(observation, index);
      }
    },
    at: (place: number, wallMinusElapsed: number): Pick<ChannelView, 'value' | 'quality' | 'at'> => {
      const time = times[place] ?? Number.NaN;
      const quality = qualities[place] ?? 'good';
      if (Number.isNaN(time)) return { value: null, quality: 'none-yet', at: null };
      return { value: hasValue(quality) ? (values[place] ?? null) : null, quality, at: Math.round(time + wallMinusElapsed) };
    },
  };
};

const described = ({ id, cabinet, unit, every }: Channel): Pick<ChannelView, 'id' | 'cabinet' | 'unit' | 'every'> => ({
  id,
  cabinet,
  unit,
  every,
});
