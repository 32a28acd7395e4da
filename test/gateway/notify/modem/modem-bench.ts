import type { SavedState } from '../../../../gateway/domain/saved-state.ts';
import { createModem, type ModemNeeds } from '../../../../gateway/notify/modem/modem-way.ts';
import type { Notice } from '../../../../gateway/notify/notice.ts';
import { bytePipe } from '../../../../simulators/world/byte-pipe.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';
import type { ModemFaults } from '../../../../simulators/world/modem/modem-faults.ts';
import { createSimulatedModem, type SimulatedModem } from '../../../../simulators/world/modem/simulated-modem.ts';

/** What the cook is told. */
export const notice = (way: 'voice' | 'sms', text = '报警：1号冷藏柜 9.1 °C'): Notice => ({
  id: `${way}-1`,
  about: 'alarm',
  way,
  to: 'cook',
  causes: [],
  alarms: [],
  title: '',
  text,
});

/** A modem of which these things are wrong, a minute after it was opened. */
export const modemBench = async (faults: ModemFaults = {}, more: Partial<ModemNeeds> = {}) => {
  const clock = createManualClock();
  const states: string[] = [];
  const backs: number[] = [];
  const replies: string[] = [];
  const ages: (number | undefined)[] = [];
  const unreadable: string[] = [];
  const delivered: string[] = [];
  const givenUp: string[] = [];
  let modem: SimulatedModem | undefined;
  let unplug = (_reason: string): void => undefined;
  let opened = 0;
  const kept = new Map<string, SavedState>();
  const keep = async (): Promise<void> => {
    for (const state of way.takeStates()) kept.set(state.key, state);
  };
  const way = createModem({
    clock,
    ring: 30_000,
    open: async () => {
      const [near, far, wire] = bytePipe({ clock, baud: 115_200, grain: 16 });
      modem = createSimulatedModem(far, clock, faults);
      unplug = wire.unplug;
      opened += 1;
      return near;
    },
    phoneOf: (person) => (person === 'cook' ? '138 0000 0001' : undefined),
    saved: [],
    keep,
    onMessage: ({ from, text, age, waited }) => {
      replies.push(`${from}: ${text}${waited ? ' (waited)' : ''}`);
      ages.push(age);
    },
    onUnreadable: (raw) => void unreadable.push(raw),
    onReport: (id, fate) => void (fate === 'delivered' ? delivered : givenUp).push(id),
    onState: ({ state, active }) => void states.push(`${state} ${active}`),
    onBack: () => void backs.push(clock.elapsed()),
    ...more,
  });
  way.start();
  await clock.advance(60_000, 'promises');
  if (modem === undefined) throw new Error('the port was not opened');
  const send = (each: Notice) => clock.advanceUntil(way.send(each, new AbortController().signal), 900_000, 'promises');
  return {
    clock,
    way,
    modem,
    states,
    /** When it said that it is back. */
    backs,
    replies,
    ages,
    unreadable,
    delivered,
    givenUp,
    send,
    unplug: (reason: string) => unplug(reason),
    opened: () => opened,
    /** The states as the next start finds them. */
    saved: async (): Promise<readonly SavedState[]> => {
      await keep();
      return [...kept.values()].filter(({ text }) => text !== undefined);
    },
  };
};
