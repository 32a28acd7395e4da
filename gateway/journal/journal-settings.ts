import type { Sha256 } from '../domain/block.ts';
import type { Channel } from '../domain/channel.ts';
import type { Clock, ClockTrust, Millis, UtcMillis } from '../domain/clock.ts';
import type { JournalFact } from '../domain/fact.ts';
import type { Head, Lane } from '../domain/lane.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { Signer } from '../domain/signed-text.ts';
import type { SitePlan } from '../domain/site-plan.ts';
import type { Frontiers } from './kept-states.ts';
import type { SignatureHolds } from './opening-check.ts';

/** What a site decides about its journal, and what the machine says of itself. Plain data: it crosses to the worker. */
export interface JournalSettings {
  /** The data folder; it must exist. */
  readonly folder: string;
  readonly gateway: string;
  /** The channel table, as the site says it; a reading's place counts in it. */
  readonly channels: readonly Channel[];
  /** What the site plans of its days, for the channel table; absent: the record says nothing of it. */
  readonly plan?: SitePlan;
  readonly keep: {
    /** Readings become durable this often, in ms. */
    readonly commit: Millis;
    /** And are sealed into a block this often, in ms. */
    readonly seal: Millis;
    /** How long readings are kept, in ms. */
    readonly readings: Millis;
    /** How large the journal's file may grow. */
    readonly bytes: number;
  };
  /** The uplinks that are to receive the record. */
  readonly uplinks: readonly string[];
  /** The kernel's id of this start of the machine. */
  readonly bootId: string;
  /** The version of Larder. */
  readonly version: string;
  /** Whether the wall time may be believed at opening. */
  readonly clock: ClockTrust;
}

/** Which kept states have a say in the channel table: a calibration gives its channel another offset. */
export interface TableStates {
  /** Their keys begin with this. */
  readonly prefix: string;
  /** The table in force: what the site says, with what was kept since. Ids and places stay. */
  inForce(channels: readonly Channel[], states: readonly SavedState[]): readonly Channel[];
}

/** What the journal needs of the world. */
export interface JournalNeeds {
  readonly clock: Clock;
  /** From 0 to below 1: for the journal's id. */
  random(): number;
  readonly signer: Signer;
  /** Whether the key was there before this start; absent: it was not. */
  readonly keyFound?: boolean;
  readonly signatureHolds: SignatureHolds;
  readonly sha256: Sha256;
  /** Absent: the table is as the settings have it. */
  readonly tableStates?: TableStates;
}

/** What a journal was found to hold when it was opened, or when a new one took its place. */
export interface OpenedJournal {
  /** The journal's id. */
  readonly journal: string;
  /** Starts of the machine so far. */
  readonly boot: number;
  /** How the run before ended; `none` for the first of all. */
  readonly before: 'clean' | 'unclean' | 'none';
  /** Why it was begun where one may have been before; absent where it goes on, or is a box's first. */
  readonly begun?: NonNullable<JournalFact['reason']> | 'key-without-record';
  /** The latest time that the record knew of before this opening; 0 for none. */
  readonly lastKnown: UtcMillis;
  readonly heads: Readonly<Record<Lane, Head>>;
  readonly states: readonly SavedState[];
  /** By uplink; one that never delivered anything isn't there. */
  readonly delivered: Frontiers;
}
