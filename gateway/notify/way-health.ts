import type { NoticeFact } from '../domain/supervision-fact.ts';

/** A way begins to fail, or brings its notices again. */
export interface WayChange {
  /** `notify:sms`, or `notify:` and the webhook's name. */
  readonly on: string;
  readonly state: 'failing';
  readonly active: boolean;
  readonly reason?: string;
}

/** One attempt in vain is a busy line; so many are a way that fails. */
const PATIENCE = 3;

/** Watches what becomes of notices, and says which ways fail for now. */
export const createWayHealth = (onState: (change: WayChange) => void) => {
  const failing = new Set<string>();
  return {
    note: ({ way, through, fate, attempt, reason }: NoticeFact, final: boolean): void => {
      const on = `notify:${through ?? way}`;
      const fails = (fate === 'failed' || fate === 'uncertain') && (final || attempt >= PATIENCE);
      const brings = fate === 'sent' || fate === 'delivered';
      if (fails === failing.has(on) || (!fails && !brings)) return;
      if (fails) failing.add(on);
      else failing.delete(on);
      onState({ on, state: 'failing', active: fails, ...(fails && reason !== undefined ? { reason } : {}) });
    },
    failing: (): readonly string[] => [...failing],
  };
};
