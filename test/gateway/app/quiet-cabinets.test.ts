import { expect, test } from 'vitest';
import { quietCabinets } from '../../../gateway/app/quiet-cabinets.ts';

test('a cabinet in maintenance, one that is switched off, and nothing that lasts for another reason', () => {
  const state = (on: string, name: string) => ({ kind: 'state', at: 0, on, state: name, active: true }) as const;
  const states = [state('site', 'maintenance'), state('fridge/temperature', 'switched-off'), state('fridge', 'silent')];
  expect(quietCabinets(states, (on) => on.split('/')[0] ?? on)).toEqual([
    { cabinet: 'site', why: 'maintenance' },
    { cabinet: 'fridge', why: 'switched-off' },
  ]);
});
