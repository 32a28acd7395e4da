import type { Millis } from '../../gateway/domain/clock.ts';
import { createManualClock } from '../../simulators/world/manual-clock.ts';
import { rtuSettings } from '../gateway/acquire/rtu-line.ts';
import type { Bench, Row } from './bench.ts';
import { pollTenUnits, UNITS } from './served-line.ts';

const HALF_HOUR: Millis = 1_800_000;

/** Polls in half an hour of the nine that live, and how often the tenth was asked. */
const measured = async (every: Millis, slowest: Millis, tenthIsDead: boolean): Promise<{ nine: number; asked: number }> => {
  const clock = createManualClock();
  const { polls, counters } = await pollTenUnits(
    {
      settings: rtuSettings({ slowest }),
      clock,
      world: clock,
      every,
      turnaround: 5,
      isDead: (unit) => tenthIsDead && unit === UNITS,
      pass: (time) => clock.advance(time, 'promises'),
    },
    HALF_HOUR,
  );
  const nine = polls.slice(0, UNITS - 1).reduce((total, count) => total + count, 0);
  return { nine, asked: counters.units[`device-${UNITS}`]?.asked ?? 0 };
};

const compared = async (report: (row: Row) => void, words: string, every: Millis, slowest: Millis): Promise<void> => {
  const alive = await measured(every, slowest, false);
  const dead = await measured(every, slowest, true);
  const ratio = dead.nine / alive.nine;
  report({
    what: `rate of nine units with the tenth dead ÷ with all alive, ${words}, slowest ${slowest} ms, half an hour`,
    reached: `${ratio.toFixed(3)} (the dead one was asked ${dead.asked} times)`,
    target: '≥ 0.97',
    ok: ratio >= 0.97,
  });
};

export const bench: Bench = {
  name: 'dead-unit',
  about: 'What a dead unit costs the others on a simulated 9600-baud line of ten units, 20 registers each.',
  run: async (report) => {
    await compared(report, 'each second (the line 70 % busy)', 1_000, 1_500);
    await compared(report, 'as fast as the line can', 100, 1_500);
    await compared(report, 'each ten seconds (the line idle)', 10_000, 1_500);
    await compared(report, 'each second', 1_000, 500);
  },
};
