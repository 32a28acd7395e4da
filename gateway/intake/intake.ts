import { type Cancel, type Clock, type ClockTrust, type Instant, instantOf, type Millis } from '../domain/clock.ts';
import type { CommitEntry, Committed } from '../domain/commit.ts';
import type { AlarmFact, Fact } from '../domain/fact.ts';
import type { Observation } from '../domain/observation.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { createWaitingRoom } from './waiting-room.ts';

/** What became durable, in the order in which it happened: what a power cut can no longer take back. */
export interface Announcement {
  readonly observations: readonly Observation[];
  readonly facts: readonly Fact[];
}

export interface IntakeNeeds {
  readonly judge: {
    /** The alarms that an observation raises or clears. */
    judge(observation: Observation, at: Instant): readonly AlarmFact[];
    /** The alarms that the mere passing of time raises: silence. */
    tick(at: Instant): readonly AlarmFact[];
    /** States that changed since they were last asked for. */
    takeStates(): readonly SavedState[];
  };
  readonly journal: {
    /** Resolves when the entry is durable; entries become durable in the order in which they are given. */
    commit(entry: CommitEntry): Promise<Committed>;
  };
  announce(announcement: Announcement): void;
  readonly clock: Clock;
  /** Whether the wall time may be believed. */
  trust(): ClockTrust;
  /** The longest that a reading waits before it is on its way to the disk. */
  readonly commitEvery: Millis;
  /** How often silence is looked for. */
  readonly tickEvery: Millis;
  /** The journal can no longer commit: the gateway must end, and be started again. */
  onJournalLost(error: unknown): void;
}

/** The one order every observation passes: judge, commit, announce. */
export interface Intake {
  /** Takes what a device answered. Never waits for a disk: the poll path goes on at once. */
  observe(observation: Observation): void;
  /** Takes facts of one instant; resolves when they are durable. */
  know(facts: readonly Fact[]): Promise<Committed>;
  /** Stops the ticks, and commits what is waiting. */
  close(): Promise<void>;
}

/** Readings are committed before the interval ends once this many wait: memory stays small at any speed. */
const FULL_BATCH = 16_384;

type Commit = (facts: readonly Fact[]) => Promise<Committed>;

/** Opens the intake; it ticks until `close`. */
export const createIntake = (needs: IntakeNeeds): Intake => {
  const { judge, clock } = needs;
  const room = createWaitingRoom();
  const { commit, soon, now } = createCommitter(needs, room);
  const stopTicking = everyTick(needs, () => {
    const alarms = judge.tick(instantOf(clock));
    if (alarms.length > 0) now(alarms);
  });
  return {
    observe: (observation) => {
      const at = instantOf(clock);
      // Judged even where the record has no room left: a full disk must not silence an alarm.
      const alarms = judge.judge(observation, at);
      room.add(observation, at);
      if (alarms.length > 0) now(alarms);
      else soon(room.size() >= FULL_BATCH);
    },
    know: commit,
    close: async () => {
      stopTicking();
      await commit([]);
    },
  };
};

/** Decides when what waits becomes durable. One timed commit at a time: on a slow card the next one is larger, instead of a queue of small ones. */
const createCommitter = (needs: IntakeNeeds, room: ReturnType<typeof createWaitingRoom>) => {
  const { clock, journal, judge } = needs;
  let timer: Cancel | undefined;
  let inFlight = 0;

  const commit: Commit = async (facts) => {
    timer?.();
    timer = undefined;
    const at = instantOf(clock);
    const { observations, readings, gaps } = room.leave(at);
    inFlight += 1;
    try {
      const committed = await journal.commit({
        at,
        clock: needs.trust(),
        readings,
        facts: [...facts, ...gaps],
        states: judge.takeStates(),
      });
      needs.announce({ observations, facts });
      return committed;
    } catch (error) {
      needs.onJournalLost(error);
      throw error;
    } finally {
      inFlight -= 1;
      if (room.size() > 0) soon(room.size() >= FULL_BATCH);
    }
  };
  // Whatever goes wrong was reported through onJournalLost; there is nobody else to tell.
  const now = (facts: readonly Fact[]): void => void commit(facts).catch(() => undefined);
  const soon = (full: boolean): void => {
    if (inFlight > 0) return;
    if (full) now([]);
    else timer ??= clock.after(needs.commitEvery, () => now([]));
  };
  return { commit, soon, now };
};

const everyTick = ({ clock, tickEvery }: IntakeNeeds, action: () => void): Cancel => {
  let cancel: Cancel;
  const wait = (): void => {
    cancel = clock.after(tickEvery, () => {
      action();
      wait();
    });
  };
  wait();
  return () => cancel();
};
