import type { LineLog } from '../../../gateway/acquire/running-line.ts';

/** A log that nobody reads. */
export const QUIET_LOG: LineLog = { info: () => undefined, warn: () => undefined };
