import { type Cancel, type Instant, instantOf, type Millis } from '../domain/clock.ts';
import type { Committed } from '../domain/commit.ts';
import type { Fact } from '../domain/fact.ts';
import type { Observation } from '../domain/observation.ts';
import { type CommitterNeeds, createCommitter } from './committer.ts';
import { createWaitingRoom } from './waiting-room.ts';

export interface IntakeNeeds extends CommitterNeeds {
  readonly judge: CommitterNeeds['judge'] & {
    /** What follows from an observation: alarms raised or cleared, defrosts, disinfection cycles, excursions that are over. */
    judge(observation: Observation, at: Instant): readonly Fact[];
    /** What follows from the mere passing of time: silence, the site's calendar, a shelf that ends. */
    tick(at: Instant): readonly Fact[];
  };
  /** How often silence is looked for. */
  readonly tickEvery: Millis;
}

/** The one order every observation passes: judge, commit, announce. */
export interface Intake {
  /** Takes what a device answered. Never waits for a disk: the poll path goes on at once. */
  observe(observation: Observation): void;
  /** Takes facts of one instant; resolves when they are durable. */
  know(facts: readonly Fact[]): Promise<Committed>;
  /** How long the disk has been at work on the oldest entry that has not come back; 0 where it owes none. */
  owedFor(): Millis;
  /** Stops the ticks, and commits what is waiting. */
  close(): Promise<void>;
}

/** Opens the intake; it ticks until `close`. */
export const createIntake = (needs: IntakeNeeds): Intake => {
  const { judge, clock } = needs;
  const room = createWaitingRoom();
  const { commit, soon, now, owedFor } = createCommitter(needs, room);
  const stopTicking = everyTick(needs, () => {
    const facts = judge.tick(instantOf(clock));
    if (facts.length > 0) now(facts);
  });
  return {
    observe: (observation) => {
      const at = instantOf(clock);
      // Judged even where the record has no room left: a full disk must not silence an alarm.
      const facts = judge.judge(observation, at);
      room.add(observation, at);
      if (facts.length > 0) now(facts);
      else soon();
    },
    know: commit,
    owedFor,
    close: async () => {
      stopTicking();
      await commit([], true);
    },
  };
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
