import { isDeepStrictEqual } from 'node:util';
import { expected, outcomeOf, scenarioNames, scenarioOf } from '../scenarios/all-scenarios.ts';
import type { Bench } from './bench.ts';

/** Scenarios of simulated cabinets, each with the alarms and notifications that its file names. */
export const bench: Bench = {
  name: 'scenarios',
  about:
    'scenarios of simulated cabinets around the whole gateway on a manual clock: exactly the alarms and notifications that each names, at their minute',
  run: async (report) => {
    const names = scenarioNames();
    const inexact: string[] = [];
    const counted = { alarms: 0, notices: 0 };
    const began = process.cpuUsage();
    for (const name of names) {
      const file = scenarioOf(name);
      counted.alarms += file.alarms.length;
      counted.notices += file.notices.length;
      if (!isDeepStrictEqual(await outcomeOf(file), expected(file))) inexact.push(name);
    }
    const { user, system } = process.cpuUsage(began);
    const exact = names.length - inexact.length;
    report({
      what: 'scenarios that came out exactly as named',
      reached: `${exact} of ${names.length}`,
      target: 'all, and 50 at least',
      ok: inexact.length === 0 && names.length >= 50,
    });
    report({
      what: 'alarms and notifications in them',
      reached: `${counted.alarms} and ${counted.notices}`,
      target: 'shown only',
    });
    report({
      what: 'processor time for all of them',
      reached: `${((user + system) / 1e6).toFixed(1)} s`,
      target: '<= 60 s',
      ok: user + system <= 60e6,
    });
    for (const name of inexact) report({ what: `not as named: ${name}`, reached: 'differs', target: 'exact', ok: false });
  },
};
