import { type Logger, pino, stdTimeFunctions } from 'pino';

/** The log of a running gateway: lines of JSON on stderr, for journald or a technician. Never a secret, never a person. */
export const openLog = (level = 'info'): Logger =>
  pino({ level, base: null, timestamp: stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: false }));
