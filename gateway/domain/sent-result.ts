import type { UtcMillis } from './clock.ts';

/** How a test result came into the box: by the instrument's own link, from a file, or typed by a person. */
export type TestOrigin = 'instrument' | 'file' | 'typed';

/** What a well or a strip held. All but `sample` are kept and relayed, and never published. */
export const WELL_ROLES = [
  'sample', // a sample of goods
  'control', // the run's control: what others are held against
  'blank', // reagent without sample
  'quality-control', // a sample of known content
] as const;
export type WellRole = (typeof WELL_ROLES)[number];

/** One result as an instrument sent it. Every text is as sent, untrimmed and unjudged; what it didn't send is absent. */
export interface SentResult {
  /** What the instrument sent as the sample's id, trimmed; '' where it sent none. */
  readonly sampleId: string;
  /** The instrument's own code of the test. */
  readonly code: string;
  /** The item that the profile maps the code to; absent where it maps none. */
  readonly item?: string;
  readonly value: string;
  /** '' where it sent none. */
  readonly unit: string;
  /** The instrument's own conclusion, in its own words. Shown, never taken over as a verdict. */
  readonly conclusion?: string;
  readonly flag?: string;
  readonly status?: string;
  /** The instrument's clock, `YYYY-MM-DDThh:mm[:ss]`, with its offset from UTC only where it sent one. */
  readonly measuredAt?: string;
  /** The instrument's own number of this record; see the profile for how long it is unique. */
  readonly record?: string;
  readonly run?: string;
  /** The well or channel, counted from 1. */
  readonly channel?: number;
  readonly role?: WellRole;
  /** Whatever else it sent, by the profile's names: absorbance, T and C of a strip, the lot of its kit. */
  readonly details?: Readonly<Record<string, string>>;
}

/** Why a transfer, or a part of it, could not be understood: a closed list, each with a hint for the operator. */
export type TransferTrouble =
  | 'not-text' // more than half of the bytes are no text: is the baud rate right?
  | 'no-match' // text that no line of the profile matches
  | 'wrong-shape' // a record that breaks its own format: wrong count, impossible date
  | 'incomplete' // the transfer ended before its end mark
  | 'contradiction' // parts that can't both be true: a mask that names an empty channel
  | 'too-long' // longer than any record of this link
  | 'aborted'; // the sender itself said that it broke off

/** What a pure reading of raw bytes comes to. Troubles never hide results, and results never hide troubles. */
export interface Understood {
  readonly results: readonly SentResult[];
  readonly troubles: readonly TransferTrouble[];
  /** Deviations from the format that the profile tolerates and that were met, by the profile's names. */
  readonly tolerated?: readonly string[];
  /** The sender's own id of the message, where it has one: HL7 MSH-10, LIS02 H-3. */
  readonly messageId?: string;
  /** The instrument's clock when it sent, as `measuredAt`. */
  readonly sentAt?: string;
}

/** One unit that an analyzer hands over and waits to see acknowledged: a message, a record, a file's line, an HTTP body. */
export interface Transfer {
  readonly analyzer: string;
  readonly origin: TestOrigin;
  /** The bytes that the results stand in, whole; kept beside what was understood, and read again when a profile is corrected. */
  readonly raw: Uint8Array;
  readonly understood: Understood;
  readonly receivedAt: UtcMillis;
  /** The file of a drop folder that it is: its name, and when it was written last. */
  readonly file?: string;
  /** True for a captured log that a person imported: read leniently, and marked as such. */
  readonly imported?: boolean;
}

/** What became of a transfer, once it is durable. */
export interface Kept {
  /** Test facts made. */
  readonly tests: number;
  /** Results known already: counted, their raw bytes kept, no fact made. */
  readonly duplicates: number;
  /** Of the tests, those in quarantine. */
  readonly quarantined: number;
}
