import type { Cancel, Clock, ClockTrust, Millis } from '../domain/clock.ts';
import type { ClockFact } from '../domain/fact.ts';
import type { TimeVerdict } from './machine.ts';

/** How often the time service is asked, as long as it has not vouched for the time. */
const ASK_AGAIN: Millis = 60_000;

/** Knows whether the wall time may be believed. Once sure it stays so until the machine starts anew: steps of the clock are the journal's to see. */
export interface TimeKeeper {
  trust(): ClockTrust;
  stop(): void;
}

interface TimeKeeperNeeds {
  readonly clock: Clock;
  ask(): Promise<TimeVerdict>;
  /** Told once, when the time became sure. */
  onSure(fact: ClockFact): void;
}

/** Keeps asking from `first` on, until the time is sure. */
export const createTimeKeeper = (first: TimeVerdict, { clock, ask, onSure }: TimeKeeperNeeds): TimeKeeper => {
  let { trust } = first;
  let cancel: Cancel = () => undefined;
  const askLater = (): void => {
    if (trust === 'sure') return;
    cancel = clock.after(ASK_AGAIN, () => void ask().then(heard));
  };
  const heard = (verdict: TimeVerdict): void => {
    if (verdict.trust === 'sure' && trust === 'unsure') {
      trust = 'sure';
      onSure({ kind: 'clock', at: clock.now(), clock: 'sure', step: 0, source: verdict.source });
    }
    askLater();
  };
  askLater();
  return { trust: () => trust, stop: () => cancel() };
};
