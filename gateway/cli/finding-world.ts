import type { OpenPort } from '../acquire/finding/open-wire.ts';
import { SYSTEM_ROOTS, type SystemRoots } from '../acquire/finding/system-files.ts';
import { openPort } from '../acquire/line/open-port.ts';
import { systemClock } from '../app/system-clock.ts';
import type { Clock } from '../domain/clock.ts';

/** What the commands that find devices touch of the machine. */
export interface FindingWorld {
  readonly clock: Clock;
  readonly roots: SystemRoots;
  readonly open: OpenPort;
}

/** This machine. */
export const THIS_MACHINE: FindingWorld = {
  clock: systemClock,
  roots: SYSTEM_ROOTS,
  open: (settings, signal) => openPort(settings, systemClock, signal),
};
