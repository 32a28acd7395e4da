import { attributionTrial, type TrialResult } from '../gateway/acquire/attribution-trial.ts';
import { ALL_FAULTS_AT_ONCE, BEYOND_ALL_PROMISES } from '../gateway/acquire/treachery.ts';
import type { Bench, Row } from './bench.ts';

const EACH = 250_000;

/** Lines on which stale answers have the best chance: one unit alone, few, many, and one that hears itself. */
const LINES = [
  { units: 1, echo: false, seed: 11 },
  { units: 3, echo: false, seed: 12 },
  { units: 10, echo: false, seed: 13 },
  { units: 10, echo: true, seed: 14 },
] as const;

/** What a checksum of 16 bits lets through of frames that are anything. */
const UNDETECTED = 2 ** -16;

const sum = (results: readonly TrialResult[], key: 'transactions' | 'readings' | 'misattributed' | 'quarantines'): number =>
  results.reduce((total, result) => total + result[key], 0);

const faultsOf = (results: readonly TrialResult[]): string => {
  const total = new Map<string, number>();
  for (const { struck } of results) for (const [fault, times] of struck) total.set(fault, (total.get(fault) ?? 0) + times);
  return [...total].map(([fault, times]) => `${fault} ${times}`).join(', ');
};

const withinPromises = async (report: (row: Row) => void): Promise<void> => {
  const results: TrialResult[] = [];
  for (const line of LINES)
    results.push(await attributionTrial({ ...line, transactions: EACH, treacheries: ALL_FAULTS_AT_ONCE }));
  const misattributed = sum(results, 'misattributed');
  report({
    what: `readings misattributed in ${sum(results, 'transactions')} RTU transactions under all faults at once`,
    reached: `${misattributed} of ${sum(results, 'readings')} good readings`,
    target: '0',
    ok: misattributed === 0,
  });
  report({ what: 'faults that struck', reached: faultsOf(results), target: 'all kinds' });
  report({ what: 'quarantines', reached: String(sum(results, 'quarantines')), target: 'shown' });
};

const beyondPromises = async (report: (row: Row) => void): Promise<void> => {
  const result = await attributionTrial({ units: 3, seed: 21, transactions: EACH, treacheries: BEYOND_ALL_PROMISES });
  const { scrambledWhole, indistinguishable } = result;
  report({
    what: `the same in ${result.transactions} with random corruption and stray duplicates, which no master can tell apart`,
    reached: `${result.misattributed} readings`,
    target: `at most ${scrambledWhole} scrambled × 2^-16 = ${(scrambledWhole * UNDETECTED).toFixed(1)}, and ${indistinguishable} whole strays in the true answer’s time, × 5 to 10 readings each`,
  });
};

const control = async (report: (row: Row) => void): Promise<void> => {
  const result = await attributionTrial({
    units: 1,
    seed: 31,
    transactions: 20_000,
    slowestSaid: 60,
    treacheries: { late: 0.5 },
  });
  report({
    what: 'control: a line told a fifth of its slowest answer, half of all answers late',
    reached: `${result.misattributed} readings misattributed`,
    target: 'more than 0: the bench can see it',
    ok: result.misattributed > 0,
  });
};

export const bench: Bench = {
  name: 'rtu-attribution',
  about:
    'Readings taken for another’s on a serial line, on a simulated wire at 9600 Bd; each register holds its unit, address and request.',
  run: async (report) => {
    await withinPromises(report);
    await beyondPromises(report);
    await control(report);
  },
};
