import { expect, test } from 'vitest';
import { createLiveView } from '../../../gateway/app/live-view.ts';
import type { Clock } from '../../../gateway/domain/clock.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import { anAlarm, clearedFact, raisedFact } from '../cases/alarms/an-alarm.ts';

const clock: Clock = { now: () => 1_000, elapsed: () => 0, after: () => () => undefined };

/** A view with what stood before, and a book whose open alarms are these. */
const openView = (open: Set<string>, before = [anAlarm('before')]) => {
  const view = createLiveView([], clock, { alarms: before, states: [], isOpen: (id) => open.has(id) });
  const show = (...facts: readonly Fact[]): void => view.show({ observations: [], facts });
  return { ids: () => view.alarms().map(({ id, active }) => `${id}${active ? '' : ' over'}`), show, view };
};

test('an alarm that is over stays in view until nobody owes it anything', () => {
  const open = new Set(['before', 'a']);
  const { ids, show } = openView(open);
  show(raisedFact(anAlarm('a')));
  show(clearedFact(anAlarm('a'), 2_000));
  expect(ids()).toEqual(['before', 'a over']);
  open.delete('a');
  show({ ...clearedFact(anAlarm('a'), 2_000), acknowledged: true });
  expect(ids()).toEqual(['before']);
});

test('one that was folded into another leaves without a fact of its own', () => {
  const open = new Set(['before', 'a']);
  const { ids, show } = openView(open);
  show(clearedFact(anAlarm('a'), 2_000));
  open.delete('before');
  expect(ids()).toEqual(['a over']);
});

test('states that stood before are in force until a fact ends them', () => {
  const maintenance = { kind: 'state', at: 5, on: 'fridge 1', state: 'maintenance', active: true } as const;
  const view = createLiveView([], clock, { alarms: [], states: [maintenance], isOpen: () => true });
  expect(view.states()).toEqual([maintenance]);
  view.show({ observations: [], facts: [{ ...maintenance, active: false }] });
  expect(view.states()).toEqual([]);
});
