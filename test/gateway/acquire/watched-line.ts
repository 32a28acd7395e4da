import type { LineSettings } from '../../../gateway/acquire/line/line-settings.ts';
import type { PolledDevice } from '../../../gateway/acquire/modbus/polled-device.ts';
import { type LineNeeds, type LineState, openLine, type RunningLine } from '../../../gateway/acquire/running-line.ts';
import type { Observation } from '../../../gateway/domain/observation.ts';
import type { Quality } from '../../../gateway/domain/quality.ts';
import { QUIET_LOG } from './quiet-log.ts';

/** A line at work, and all that it told. */
export interface WatchedLine {
  readonly line: RunningLine;
  readonly observations: Observation[];
  readonly states: LineState[];
  /** Observations in which every value is good. */
  good(): number;
  /** How often each quality was told of a channel. */
  qualitiesOf(place: number): ReadonlyMap<Quality, number>;
}

/** Starts a line and writes down what it tells. */
export const watchedLine = (
  settings: LineSettings,
  devices: readonly PolledDevice[],
  needs: Pick<LineNeeds, 'clock'> & Partial<LineNeeds>,
): WatchedLine => {
  const observations: Observation[] = [];
  const states: LineState[] = [];
  const line = openLine(settings, devices, {
    log: QUIET_LOG,
    onObservation: (observation) => observations.push(observation),
    onState: (state) => states.push(state),
    ...needs,
  });
  line.start();
  return {
    line,
    observations,
    states,
    good: () => observations.filter(({ qualities }) => qualities === undefined).length,
    qualitiesOf: (place) => {
      const counts = new Map<Quality, number>();
      for (const { channels, qualities } of observations) {
        const index = channels.indexOf(place);
        const quality = qualities?.[index] ?? 'good';
        if (index >= 0) counts.set(quality, (counts.get(quality) ?? 0) + 1);
      }
      return counts;
    },
  };
};
