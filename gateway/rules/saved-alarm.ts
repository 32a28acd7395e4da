import { alarmSchema } from '../domain/alarm-schema.ts';

/** An alarm that stands, as it is saved. */
export const savedAlarmSchema = alarmSchema.omit({ clearedAt: true }).refine(({ active }) => active);
