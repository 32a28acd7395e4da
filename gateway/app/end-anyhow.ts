import type { Logger } from 'pino';
import { type Millis, sleep } from '../domain/clock.ts';
import type { JournalWorker } from '../journal/journal-client.ts';
import { systemClock } from './system-clock.ts';

/** So long a thread that can end, and a line of the log, are waited for. */
const PATIENCE: Millis = 50;

/**
 * Ends this process though the gateway's own end did not come round. `process.exit` joins every thread, so it would wait for
 * one that the system holds in a call to a card that hangs: such a process kills itself.
 */
export const endAnyhow = async (journalWorker: Pick<JournalWorker, 'end'>, log: Logger): Promise<never> => {
  const flushed = new Promise<void>((resolve) => log.flush(() => resolve()));
  const [isFree] = await Promise.all([inTime(journalWorker.end()), inTime(flushed)]);
  if (!isFree) process.kill(process.pid, 'SIGKILL');
  process.exit(1);
};

const inTime = (done: Promise<void>): Promise<boolean> =>
  Promise.race([done.then(() => true), sleep(systemClock, PATIENCE).then(() => false)]);
