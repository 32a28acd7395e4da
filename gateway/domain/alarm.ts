import type { AlarmLevel } from './alarm-level.ts';
import type { ChannelId } from './channel.ts';
import type { UtcMillis } from './clock.ts';

/** Why an alarm stands: a closed list. */
export const ALARM_CAUSES = [
  'high', // above a limit for its on-delay
  'low', // below a limit for its on-delay
  'after-gap', // the first good value after a gap was beyond a limit; what happened meanwhile is unknown
  'silence', // no good value for too long, whatever the reason
  'probe-fault', // the device reports its probe broken
  'door', // a door stands open
  'frozen', // the value hasn't moved, or has moved less than a living cabinet does, for longer than is plausible
  'disagreement', // two probes of one cabinet differ
  'rate', // the value moves too fast, or will pass a limit
  'cumulative', // too long in a forbidden band in sum
  'cooling', // hot food did not cool in its time
  'cycle', // a disinfection cycle ended before the heat had lasted long enough
  'compressor', // a compressor that never stops, or never runs
  'mains', // the mains are gone
  'storage', // the box can't keep what it should
] as const;
export type AlarmCause = (typeof ALARM_CAUSES)[number];

/** Whether an alarm of this level wants a corrective action, once people were called for it: what is beyond a legal limit does. */
export const wantsCorrection = (level: AlarmLevel): boolean => level === 'legal';

/** In place of a channel: what alarms of the box's own storage are about. */
export const RECORD: ChannelId = 'journal';

/**
 * Why an alarm is over where its condition need not be: a closed list. `not-judged`: its limit, its rule or its channel left
 * the configuration, and nobody looks any more.
 */
export const END_REASONS = ['not-judged'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** An alarm as it stands after a change; the names follow ISA-18.2 / IEC 62682 and OPC UA Part 9. */
export interface AlarmState {
  /** One per occurrence. */
  readonly id: string;
  readonly channel: ChannelId;
  readonly rule: string;
  readonly cause: AlarmCause;
  readonly level: AlarmLevel;
  readonly active: boolean;
  /** Seen by a person. */
  readonly acknowledged: boolean;
  /** Corrective action done. */
  readonly confirmed: boolean;
  readonly latched: boolean;
  readonly shelved: boolean;
  /** By design: the cabinet is switched off as planned, or defrosts. Recorded, not told; told if it outlasts a defrost. */
  readonly suppressed: boolean;
  readonly outOfService: boolean;
  readonly raisedAt: UtcMillis;
  /** When the condition began. */
  readonly since: UtcMillis;
  readonly clearedAt?: UtcMillis;
  /** Absent where it is over because its condition is. */
  readonly reason?: EndReason;
  /** The value that raised or cleared it; absent where there is none, as in silence; of values that come too seldom the last one. */
  readonly value?: number;
  /** The limit that was broken, or will be, where there is one. */
  readonly limit?: number;
  /** Of a forecast: in how many ms the limit will be passed, if the value goes on so. */
  readonly ahead?: number;
}
