import type { Channel, ChannelId } from '../../domain/channel.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Committed } from '../../domain/commit.ts';
import type { Fact } from '../../domain/fact.ts';
import type { Language } from '../../domain/messages/message.ts';
import type { OperatingCalendar } from '../../domain/operating-calendar.ts';
import type { RetentionPlan } from '../../domain/retention-plan.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import type { PersonRef } from '../../domain/station-fact.ts';
import type { CalibrationRules } from './calibration-rules.ts';
import type { RetentionRules } from './retention-rules.ts';

/** What the kitchen's book needs of the parts around it. */
export interface KitchenNeeds {
  /** The saved states of the run before; keys of others are left alone. */
  readonly saved: readonly SavedState[];
  /** The id of the journal that is open: numbers of facts are this journal's alone. */
  readonly journal: string;
  readonly clock: Clock;
  /** Resolves when the facts are durable, with the number of the first; 0 while they wait because the disk takes nothing. */
  know(facts: readonly Fact[]): Promise<Committed>;
  /** The reference of a person, and its keeping outside the record. */
  refOf(person: string): PersonRef;
  name(ref: PersonRef, text: string): Promise<void>;
  /** What was kept of a reference; undefined where it was erased. */
  nameOf(ref: PersonRef): Promise<string | undefined>;
  /** The people whom the site names. */
  readonly people: readonly { readonly id: string; readonly name?: string | undefined }[];
  readonly timezone: string;
  readonly language: Language;
  readonly calendar?: OperatingCalendar | undefined;
  /** What the site says of its retained samples; absent where it says nothing: then no meal is missed. */
  readonly retention?: RetentionPlan | undefined;
  readonly rules: RetentionRules;
  readonly calibrationRules: CalibrationRules;
  /** The channels, as the site's file has them. */
  readonly channels: readonly Channel[];
  /** From the next value on a channel is corrected by this offset. Synchronous. */
  applyOffset(channel: ChannelId, offset: number): void;
  /** The value that is shown of a channel, where it is good and of now. */
  shownNow(channel: ChannelId): number | undefined;
}
