import { faultWords } from '../school-year/draw-faults.ts';
import { playYear } from '../school-year/play-year.ts';
import { SCHOOL_YEAR } from '../school-year/school-calendar.ts';
import { causeWords, type ToldCause, verdictOf, type YearVerdict } from '../school-year/year-verdict.ts';
import type { Bench, Row } from './bench.ts';
import { numberAsked } from './number-asked.ts';

/** Some minutes of processor time each: `--seeds=N` for more or fewer. */
const SEEDS = 3;

const numberOf = (causes: readonly ToldCause[], of: ToldCause['of']): number => causes.filter((cause) => cause.of === of).length;

const rowsOf = (seed: number, year: YearVerdict): readonly Row[] => {
  const { causes, excursions } = year;
  const untold = excursions.filter(({ after }) => after === undefined);
  const wrong = causes.filter(({ of }) => of === 'false');
  const latest = Math.max(0, ...excursions.map(({ after }) => after ?? 0));
  return [
    {
      what: `seed ${seed}: notifications a day, signs of life not counted`,
      reached: `${year.perDay.toFixed(2)} (${year.messages} in all; ${year.worstDay} on the worst day)`,
      target: '<= 1 in the mean',
      ok: year.perDay <= 1,
    },
    {
      what: `seed ${seed}: excursions over a legal limit of which nobody was told`,
      reached: `${untold.length} of ${excursions.length}; told ${latest.toFixed(1)} min after the rule’s delay at the latest`,
      target: '0',
      ok: untold.length === 0,
    },
    {
      what: `seed ${seed}: causes told`,
      reached: `${causes.length}: ${numberOf(causes, 'fault')} of faults, ${numberOf(causes, 'life')} of ordinary life beyond a working limit`,
      target: 'shown only',
    },
    {
      what: `seed ${seed}: causes told that were none`,
      reached: [`${wrong.length}`, ...wrong.map(causeWords)].join('; '),
      target: '0',
      ok: wrong.length === 0,
    },
  ];
};

/** A canteen of twelve cabinets through a school year, with the faults that such a canteen has. */
export const bench: Bench = {
  name: 'school-year',
  about:
    'a simulated school year of 12 cabinets around the whole gateway on a manual clock, one reading a minute: what people are told, held against the true temperatures. Notifications are all calls and messages that reached a telephone or a group',
  run: async (report) => {
    const began = process.cpuUsage();
    const seeds = numberAsked('seeds', SEEDS);
    for (let seed = 1; seed <= seeds; seed += 1) {
      const year = await playYear({ ...SCHOOL_YEAR, seed });
      for (const row of rowsOf(seed, verdictOf(year))) report(row);
      report({
        what: `seed ${seed}: faults`,
        reached: `${year.faults.length}, the first ${year.faults[0] && faultWords(year.faults[0])}`,
        target: 'shown only',
      });
    }
    const { user, system } = process.cpuUsage(began);
    report({ what: 'processor time', reached: `${((user + system) / 1e6).toFixed(0)} s`, target: 'shown only' });
  },
};
