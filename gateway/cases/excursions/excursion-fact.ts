import type { Instant } from '../../domain/clock.ts';
import type { ExcursionFact } from '../../domain/supervision-fact.ts';
import { type ExcursionRun, type RunAbout, wallTimeIn } from './excursion-run.ts';

/** ms of a minute: areas are told in K·min. */
const MINUTE = 60_000;

/** What an excursion has come to, told at `at`: it ends where the value came back, or was seen last. */
export const excursionFact = (about: RunAbout, run: ExcursionRun, at: Instant, camera?: string): ExcursionFact => {
  const { id, from, seen, peak, peakAt, beyond, unproven, area, doors, defrosts, alarms, goods, back } = run;
  return {
    kind: 'excursion',
    at: at.now,
    id,
    ...about,
    from: wallTimeIn(from, at),
    to: wallTimeIn(back?.at ?? seen, at),
    peak,
    peakAt: wallTimeIn(peakAt, at),
    beyond: Math.round(beyond),
    unproven: Math.round(unproven),
    area: Math.round((area / MINUTE) * 1_000) / 1_000,
    doors,
    defrosts,
    alarms,
    ...(goods === undefined ? {} : { goods }),
    ...(camera === undefined ? {} : { camera }),
  };
};
