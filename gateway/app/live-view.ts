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

/** What stood when the gateway ended last, and whether an alarm is still open: active, or owed something. */
export interface Standing {
  readonly alarms: readonly AlarmState[];
  readonly states: readonly StateFact[];
  isOpen(id: string): boolean;
}

/** A view in which nothing was seen yet, but for what stood before. */
export const createLiveView = (channels: readonly Channel[], clock: Clock, before: Standing): LiveView => {
  const latest = createLatest(channels.length);
  const standing = new Map(before.alarms.map((alarm) => [alarm.id, alarm]));
  const inForce = new Map(before.states.map((fact) => [keyOf(fact), fact]));

  const showFact = (fact: Fact): void => {
    if (fact.kind === 'alarm') standing.set(fact.id, fact);
    if (fact.kind !== 'state') return;
    if (fact.active) inForce.set(keyOf(fact), fact);
    else inForce.delete(keyOf(fact));
  };
  const alarms = (): readonly AlarmState[] => {
    for (const id of standing.keys()) if (!before.isOpen(id)) standing.delete(id);
    return [...standing.values()];
  };

  return {
    show: ({ observations, facts }) => {
      for (const observation of observations) latest.keep(observation);
      facts.forEach(showFact);
      // Whatever was closed leaves, also where nobody ever looks: memory stays small.
      if (standing.size > 0 && facts.length > 0) alarms();
    },
    channels: () => {
      const wallMinusElapsed = clock.now() - clock.elapsed();
      return channels.map((channel, place) => ({ ...described(channel), ...latest.at(place, wallMinusElapsed) }));
    },
    alarms,
    states: () => [...inForce.values()],
  };
};

const keyOf = ({ on, state }: StateFact): string => `${on} ${state}`;

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
