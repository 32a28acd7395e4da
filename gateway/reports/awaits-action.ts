import { wantsCorrection } from '../domain/alarm.ts';
import type { AlarmRecord } from './report-data.ts';

type Told = Pick<AlarmRecord, 'suppressed' | 'outOfService'>;

/** Whether people were called for it: not where it was suppressed by design, or in maintenance, from its beginning to its end. */
export const wasInEffect = ({ suppressed, outOfService }: Told): boolean => !suppressed && !outOfService;

/** Whether it wants its corrective action and has none, by the alarm book's own rule. */
export const awaitsAction = (alarm: Told & Pick<AlarmRecord, 'level' | 'confirmed'>): boolean =>
  wasInEffect(alarm) && wantsCorrection(alarm.level) && alarm.confirmed === null;
