import { fileURLToPath } from 'node:url';
import { readData } from '../read-data.ts';
import { type AlarmHandling, alarmHandlingSchema } from './alarm-handling.ts';

/** What comes with Larder; beside this folder both in the sources and once compiled. */
const SHIPPED_HANDLING: string = fileURLToPath(new URL('../data/alarm-handling.yaml', import.meta.url));

/** Reads what to do about alarms. @throws EdgeError `rules-invalid` with all faults. */
export const loadAlarmHandling = (file = SHIPPED_HANDLING): Promise<AlarmHandling> => readData(file, alarmHandlingSchema);
