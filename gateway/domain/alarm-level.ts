import { z } from 'zod';

/** `legal`: for the record, from law or standard. `operational`: for the telephone, set tighter by the site. */
export const alarmLevelSchema = z.enum(['operational', 'legal']);
export type AlarmLevel = z.infer<typeof alarmLevelSchema>;
