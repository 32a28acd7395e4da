import type { StateFact } from '../domain/fact.ts';
import type { QuietCabinet } from '../notify/daily-words.ts';

/** The cabinets whose alarms nobody is told of for now, from the states that last. */
export const quietCabinets = (states: readonly StateFact[], cabinetOf: (on: string) => string): readonly QuietCabinet[] =>
  states.flatMap(({ on, state }): readonly QuietCabinet[] =>
    state === 'maintenance' || state === 'switched-off' ? [{ cabinet: cabinetOf(on), why: state }] : [],
  );
