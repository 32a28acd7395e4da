import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faketimeLibrary } from './peer.ts';

/** The wall clock of a process, set by hand; the clock that only grows stays the machine's. */
export interface FakedClock {
  readonly environment: Readonly<Record<string, string>>;
  /** Sets the clock so many milliseconds ahead of the true time, or behind it. */
  setAhead(milliseconds: number): void;
}

/** `service`: what the machine's time service says of the time, or whether there is none. */
export const createFakedClock = (folder: string, ahead: number, service: 'sure' | 'none'): FakedClock => {
  const file = join(folder, 'faketime');
  const setAhead = (milliseconds: number): void =>
    writeFileSync(file, `${milliseconds < 0 ? '-' : '+'}${Math.abs(milliseconds) / 1000}\n`);
  setAhead(ahead);
  const programs = join(folder, 'programs');
  mkdirSync(programs, { recursive: true });
  writeFileSync(join(programs, 'timedatectl'), `#!/bin/sh\n${service === 'sure' ? 'echo yes' : 'exit 1'}\n`);
  chmodSync(join(programs, 'timedatectl'), 0o755);
  return {
    setAhead,
    environment: {
      LD_PRELOAD: faketimeLibrary(),
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
      PATH: `${programs}:${process.env['PATH']}`,
    },
  };
};
