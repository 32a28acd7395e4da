import type { UtcMillis } from '../domain/clock.ts';
import type { BootFact, Fact, GapFact, JournalFact } from '../domain/fact.ts';
import type { Head, Lane } from '../domain/lane.ts';

/** The journal that a new one takes the place of, as far as it is known. */
export interface Predecessor {
  readonly journal: string;
  readonly heads: Readonly<Record<Lane, Head>>;
  readonly reason: NonNullable<JournalFact['reason']>;
}

/** Why nothing is known of the time between two runs. */
export type OffReason = 'stopped' | 'crashed' | 'power-lost';

/** A new journal's first fact. */
export const journalFact = (at: UtcMillis, key: string, before: Predecessor | undefined): JournalFact => ({
  kind: 'journal',
  at,
  algorithm: 'sha-256',
  key,
  ...(before === undefined
    ? {}
    : { succeeds: before.journal, readings: before.heads.readings, urgent: before.heads.urgent, reason: before.reason }),
});

/** The gateway started. */
export const bootFact = (at: UtcMillis, boot: number, version: string, before: BootFact['before']): BootFact => ({
  kind: 'boot',
  at,
  boot,
  version,
  before,
});

/** The channel table in force from here on. */
export const configFact = (at: UtcMillis, config: string, table: string): Fact => ({ kind: 'config', at, config, table });

/** What happened while the gateway was off is unknown, and is said to be. */
export const offFact = (from: UtcMillis, at: UtcMillis, reason: OffReason): GapFact => ({
  kind: 'gap',
  at,
  what: 'gateway',
  from,
  to: at,
  reason,
});

/** How the time off is to be called: a clean stop, an end of the gateway alone, or one of the machine. */
export const offReason = (before: BootFact['before'], sameMachineStart: boolean): OffReason => {
  if (before === 'clean') return 'stopped';
  return sameMachineStart ? 'crashed' : 'power-lost';
};
