import type { Cancel, Clock, ClockTrust, Millis, UtcMillis } from '../domain/clock.ts';
import type { ClockFact } from '../domain/fact.ts';
import type { TimeVerdict } from './machine.ts';
import { createStampCheck } from './platform-stamps.ts';

/** How often the time service is asked, as long as it has not vouched for the time. */
const ASK_AGAIN: Millis = 60_000;

/** Knows whether the wall time may be believed. Once sure it stays so until the machine starts anew: steps of the clock are the journal's to see. */
export interface TimeKeeper {
  trust(): ClockTrust;
  /** A trusted platform said what time it is (UTC ms): where no time service answers, that vouches for the time as well. */
  stamped(at: UtcMillis): void;
  stop(): void;
}

interface TimeKeeperNeeds {
  readonly clock: Clock;
  /** The machine's own clock, which is to be vouched for. */
  readonly machine: Pick<Clock, 'now' | 'elapsed'>;
  ask(): Promise<TimeVerdict>;
  /** Told once, when the time became sure. */
  onSure(fact: ClockFact): void;
}

/** Keeps asking from `first` on, until the time is sure. */
export const createTimeKeeper = (first: TimeVerdict, { clock, machine, ask, onSure }: TimeKeeperNeeds): TimeKeeper => {
  let { trust } = first;
  const agrees = createStampCheck(machine);
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
  return {
    trust: () => trust,
    stamped: (at) => {
      if (trust === 'unsure' && agrees(at)) heard({ trust: 'sure', source: 'platform' });
    },
    stop: () => cancel(),
  };
};
