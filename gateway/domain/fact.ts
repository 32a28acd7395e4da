import type { AlarmState } from './alarm.ts';
import type { ClockTrust, UtcMillis } from './clock.ts';
import type { Known } from './known.ts';
import type { Head, Lane } from './lane.ts';
import type { CaseFact, RunSheetFact, SampleFact, TestFact } from './station-fact.ts';
import type {
  AlarmActFact, CalibrationFact, ComparisonFact, ExcursionFact, NoticeFact, ReportFact, RetainedSampleFact, ServiceActFact,
} from './supervision-fact.ts'; // biome-ignore format: a list to read

/** The closed list of kinds. Facts are flat, are appended, and never edited: a correction is a new fact with `of`. */
export const FACT_KINDS = [
  'journal', 'boot', 'clock', 'config', 'gap', 'state', 'alarm', 'excursion', 'notice', 'act', 'sample', 'test', 'case',
  'calibration', 'comparison', 'finding', 'report', 'checkpoint', 'retired',
] as const; // biome-ignore format: a list to read
export type FactKind = (typeof FACT_KINDS)[number];

/** A journal began. `succeeds` names the one before it and its last known heads, so that a site's record goes on. */
export interface JournalFact extends Known {
  readonly kind: 'journal';
  readonly algorithm: 'sha-256';
  /** The Ed25519 public key that signs this journal's checkpoints, base64 of its 32 bytes. */
  readonly key: string;
  readonly succeeds?: string;
  readonly readings?: Head;
  readonly urgent?: Head;
  /** Why a new journal succeeds the old one. */
  readonly reason?: 'damaged' | 'restored' | 'cloned' | 'moved';
}

/** The gateway started. `boot` counts starts of the machine. */
export interface BootFact extends Known {
  readonly kind: 'boot';
  readonly boot: number;
  /** The version of Larder that started. */
  readonly version: string;
  /** How the run before ended: `none` for the first of all. */
  readonly before: 'clean' | 'unclean' | 'none';
}

/** The wall clock was stepped, or became sure. */
export interface ClockFact extends Known {
  readonly kind: 'clock';
  readonly clock: ClockTrust;
  /** Milliseconds that the wall clock moved against the one that only grows; positive is forward. */
  readonly step: number;
  readonly source: string;
}

/** The channel table in force from here on. */
export interface ConfigFact extends Known {
  readonly kind: 'config';
  readonly config: string;
  /** JSON, kept as written: `config` is the beginning of its SHA-256. */
  readonly table: string;
}

/** Something is unknown, and said to be: of a lane, a channel or a line. */
export interface GapFact extends Known {
  readonly kind: 'gap';
  readonly what: string;
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  readonly reason: string;
}

/** A state that lasts: a line lost, a unit silent, the storage short. It never hides a value. */
export interface StateFact extends Known {
  readonly kind: 'state';
  readonly on: string;
  readonly state: string;
  readonly active: boolean;
  readonly reason?: string;
  /** When it ends by itself, where that is settled. */
  readonly until?: UtcMillis;
}

export interface AlarmFact extends Known, AlarmState {
  readonly kind: 'alarm';
}

/** What the rules may say: an alarm raised or cleared, a defrost or a disinfection cycle that began or ended. */
export type JudgedFact = AlarmFact | StateFact;

/** A person did something. `by` is a keyed reference, never a name. */
export interface ActFact extends Known {
  readonly kind: 'act';
  readonly by: string;
  readonly does: string;
  readonly on: string;
  readonly words?: string;
}

/** The heads of both lanes, signed. `urgent` names the block before the checkpoint's own. */
export interface CheckpointFact extends Known {
  readonly kind: 'checkpoint';
  readonly heads: Readonly<Record<Lane, Head>>;
  readonly key: string;
  readonly sig: string;
}

/** Blocks left the old end of a lane; `hash` is of the last block removed. */
export interface RetiredFact extends Known {
  readonly kind: 'retired';
  readonly lane: Lane;
  readonly first: number;
  readonly last: number;
  readonly hash: string;
  readonly reason: string;
  readonly key: string;
  readonly sig: string;
}

/** Whatever the gateway may come to know besides readings. */
export type Fact =
  | JournalFact | BootFact | ClockFact | ConfigFact | GapFact | StateFact | AlarmFact | ActFact
  | AlarmActFact | ServiceActFact | ExcursionFact | NoticeFact | CalibrationFact | ComparisonFact | ReportFact | RetainedSampleFact
  | RunSheetFact | SampleFact | TestFact | CaseFact | CheckpointFact | RetiredFact; // biome-ignore format: a list to read
