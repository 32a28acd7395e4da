import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { ClockTrust } from '../domain/clock.ts';
import { wordsOf } from '../domain/edge-error.ts';

const BOOT_ID = '/proc/sys/kernel/random/boot_id';
const SYNCHRONIZED = '/run/systemd/timesync/synchronized';

/** The kernel's id of this start of the machine; it tells a restart of the gateway from one of the box. */
export const bootId = (): string => readFileSync(BOOT_ID, 'utf8').trim();

/** What says whether the wall time may be believed, and on whose word. */
export interface TimeVerdict {
  readonly trust: ClockTrust;
  readonly source: string;
}

/**
 * Asks the system's own time service: systemd-timesyncd leaves a file once it has the time, and `timedatectl` passes on
 * what the kernel was told by any other (chrony, ntpd). Without either, nobody vouches for the time.
 */
export const askTimeService = async (): Promise<TimeVerdict> => {
  if (existsSync(SYNCHRONIZED)) return { trust: 'sure', source: 'timesyncd' };
  try {
    const { stdout } = await promisify(execFile)('timedatectl', ['show', '--property=NTPSynchronized', '--value'], {
      timeout: 5000,
    });
    return stdout.trim() === 'yes' ? { trust: 'sure', source: 'timedatectl' } : { trust: 'unsure', source: 'timedatectl' };
  } catch (error) {
    return { trust: 'unsure', source: `no time service: ${wordsOf(error).split('\n')[0] ?? ''}` };
  }
};
