import type { UtcMillis } from '../domain/clock.ts';
import type { Notice } from './notice.ts';
import type { Fated } from './parcel.ts';
import { remember } from './remember.ts';

/** A notice that has come to nothing so far. */
export interface Undelivered {
  readonly notice: Notice;
  /** When it was tried last. */
  readonly at: UtcMillis;
  readonly attempts: number;
  readonly reason: string;
  /** False once it is given up. */
  readonly isTried: boolean;
}

/** More than this are one network that is gone; the record has them all. */
const MOST = 20;

/** One attempt in vain is a busy line. */
const IN_VAIN = 3;

/** Remembers the notices that have come to nothing, whether they are still tried or not. */
export const createUndelivered = () => {
  const all = new Map<string, Undelivered>();
  return {
    note: ({ notice, attempt, fate, reason = '', final }: Fated, at: UtcMillis): void => {
      const isInVain = fate === 'failed' || fate === 'uncertain';
      if (isInVain && (final || attempt >= IN_VAIN))
        remember(all, notice.id, { notice, at, attempts: attempt, reason, isTried: !final }, MOST);
      else if (!isInVain && fate !== 'begun') all.delete(notice.id);
    },
    /** The one that was tried last comes last. */
    all: (): readonly Undelivered[] => [...all.values()],
  };
};
