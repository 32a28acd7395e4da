import { z } from 'zod';
import type { AlarmState } from '../../domain/alarm.ts';
import { alarmSchema } from '../../domain/alarm-schema.ts';
import { wantsOf } from './alarm-transitions.ts';

/** An occurrence as the book keeps it, until nobody owes it anything any more. */
export const bookedAlarmSchema = z.strictObject({
  v: z.literal(1),
  alarm: alarmSchema,
  /** It was in effect at some time: neither suppressed nor out of service. */
  wasInEffect: z.boolean(),
  /** So many earlier occurrences of the same kind, just as far, are folded into this one. */
  earlier: z.int().min(0),
});

export interface BookedAlarm {
  readonly alarm: AlarmState;
  readonly wasInEffect: boolean;
  readonly earlier: number;
}

/** True as long as the alarm is active, or somebody owes it something. */
export const isOpen = ({ alarm, wasInEffect }: BookedAlarm): boolean => alarm.active || wantsOf(alarm, wasInEffect).length > 0;

/** What one alarm has in common with the next of its kind: a person shelves the kind, not the occurrence. */
export const kindOf = ({ channel, rule, cause, level }: AlarmState): string => `${channel} ${rule} ${cause} ${level}`;
