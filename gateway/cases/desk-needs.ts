import type { Clock, Millis } from '../domain/clock.ts';
import type { Committed } from '../domain/commit.ts';
import type { Fact } from '../domain/fact.ts';
import type { Language } from '../domain/messages/message.ts';
import type { RawRecord } from '../domain/raw-record.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { Understood } from '../domain/sent-result.ts';
import type { PersonRef } from '../domain/station-fact.ts';
import type { TestJudge } from '../domain/verdict.ts';
import type { CaseRules } from './case-rules.ts';

/** An analyzer as the desk knows it: what makes two of its results the same. */
export interface DeskAnalyzer {
  readonly id: string;
  /** The id of its profile. */
  readonly profile: string;
  /** For how long its own record numbers are unique. */
  readonly recordNumbers: 'per-day' | 'per-power-on' | 'for-ever' | 'none';
  /** For how long its link may send the same again when an answer was lost: only so long is a result without time and number a duplicate. 0: it never does. */
  readonly retryWindow: Millis;
}

/** What the desk needs of the parts around it. */
export interface DeskNeeds {
  /** The saved states of the run before; keys of others are left alone. */
  readonly saved: readonly SavedState[];
  /** The id of the journal that is open: numbers of facts are this journal's alone. */
  readonly journal: string;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly judge: TestJudge;
  /** Resolves when the facts are durable, with the number of the first; 0 while they wait because the disk takes nothing. */
  know(facts: readonly Fact[]): Promise<Committed>;
  /** Resolves when the bytes have outlived a power cut. */
  keepRaw(raw: RawRecord): Promise<void>;
  rawOf(hash: string): Promise<RawRecord | undefined>;
  /** SHA-256 as 64 lower-case hex digits. */
  sha256(bytes: Uint8Array): string;
  /** The reference of a person, dealer or agency, and its keeping outside the record. */
  refOf(person: string): PersonRef;
  /** What a person is called: a configured id stands for its name. */
  nameOf(person: string): string;
  name(ref: PersonRef, text: string): Promise<void>;
  /** What is kept of a person outside the record. */
  person(ref: PersonRef): Promise<string | undefined>;
  /** Erases it. True where something was. */
  erase(ref: PersonRef): Promise<boolean>;
  /** The site's time zone: `Asia/Shanghai`. */
  readonly timezone: string;
  readonly language: Language;
  readonly analyzers: readonly DeskAnalyzer[];
  /** Reads raw bytes by the analyzer's profile as it is now. Never throws. */
  understand(analyzer: string, raw: Uint8Array): Understood;
  /** The item that a text names in the limits' data; undefined where it names none. */
  itemNamed(text: string): string | undefined;
  readonly rules: CaseRules;
  /** The category of goods, and all those that it is a part of: cowpea, bean vegetables, vegetables. */
  categoriesOf(category: string, goods: string): readonly string[];
}
