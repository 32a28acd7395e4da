import { execFile } from 'node:child_process';

/**
 * Sets a port back from odd parity. serialport 13 turns parity on for `even` without clearing the flag for odd, and a port
 * keeps its flags when it is closed: once opened with odd parity, as a scan does, it would never be even again. `stty` is
 * everywhere (coreutils, busybox); where it fails, the port is as the library leaves it.
 */
export const forgetOddParity = (path: string): Promise<void> =>
  new Promise((resolve) => {
    execFile('stty', ['-F', path, '-parodd'], { timeout: 1_000 }, () => resolve());
  });
