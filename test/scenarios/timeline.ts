import type { UtcMillis } from '../../gateway/domain/clock.ts';
import { momentIn } from './local-minute.ts';
import type { ScenarioEvent } from './scenario-event.ts';
import type { ScenarioFile } from './scenario-file.ts';

/** An event at its moment. */
export interface Happening {
  readonly at: UtcMillis;
  readonly event: ScenarioEvent;
}

/** All that happens, each as often as it does, in order; at one moment as the file has them. */
export const timeline = ({ date, events }: Pick<ScenarioFile, 'date' | 'events'>): readonly Happening[] =>
  events
    .flatMap(({ at, every, until, event }) => {
      const first = momentIn(date, at);
      const last = until === undefined ? first : momentIn(date, until);
      const times = every === undefined ? 1 : Math.floor((last - first) / every) + 1;
      return Array.from({ length: times }, (_, time) => ({ at: first + time * (every ?? 0), event }));
    })
    .sort((a, b) => a.at - b.at);
