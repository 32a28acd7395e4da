import type { Cancel, Clock, Millis } from '../domain/clock.ts';
import type { Intake } from '../intake/intake.ts';
import type { Journal } from '../journal/journal.ts';
import type { ControlSocket } from './control-socket.ts';
import type { NamedLine } from './open-lines.ts';
import type { Telling } from './open-notify.ts';
import type { Relays } from './open-relays.ts';
import type { Reports } from './open-reports.ts';
import type { Station } from './open-station.ts';
import type { StorageWatch } from './storage-watch.ts';
import type { TimeKeeper } from './time-keeper.ts';

/** A gateway at work. */
export interface Gateway {
  /** Ends it: polling stops, the tail is sealed, a checkpoint written, what is sealed handed over, the socket removed, the write-ahead log folded in. */
  stop(): Promise<void>;
}

interface Parts {
  readonly clock: Clock;
  readonly stopWatchdog: Cancel;
  readonly storage: Pick<StorageWatch, 'stop'>;
  readonly reports: Pick<Reports, 'stop'>;
  readonly keeper: TimeKeeper;
  readonly lines: readonly NamedLine[];
  readonly station: Station | undefined;
  readonly telling: Telling | undefined;
  readonly intake: Intake;
  readonly journal: Journal;
  readonly relays: Relays;
  readonly socket: ControlSocket;
}

/** The longest that an end may take; then the process ends anyhow. */
export const LONGEST_END: Millis = 7_900;

/** The relays may take so long to hand over what is sealed; less where a slow disk has taken much of the time. */
const LAST_HANDOVER: Millis = 5000;

/** What is left for the record after the handover. */
const FOR_THE_RECORD: Millis = 1000;

/** Ends the parts in the order in which a reading walks, so that each hands on what it still has. */
export const orderlyEnd = ({
  clock,
  stopWatchdog,
  storage,
  reports,
  keeper,
  lines,
  station,
  telling,
  intake,
  journal,
  relays,
  socket,
}: Parts): Gateway => ({
  stop: async () => {
    const over = clock.elapsed() + LONGEST_END;
    const left = (reserve: Millis): Millis => Math.max(0, over - reserve - clock.elapsed());
    stopWatchdog();
    storage.stop();
    reports.stop();
    keeper.stop();
    await allInTurn([
      () => Promise.all([...lines.map(({ line }) => line.stop()), station?.stop(), telling?.stop()]),
      () => intake.close(),
      () => journal.conclude(),
      () => relays.stop(Math.min(LAST_HANDOVER, left(FOR_THE_RECORD))),
      () => socket.close(),
      () => journal.close(left(0)),
    ]);
  },
});

/** Each step, whatever became of those before: a disk that fails must not keep the socket, nor the process. Throws the first failure. */
const allInTurn = async (steps: readonly (() => Promise<unknown>)[]): Promise<void> => {
  const failures: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
};
