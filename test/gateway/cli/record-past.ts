import type { Channel } from '../../../gateway/domain/channel.ts';
import { instantOf, type Millis, type UtcMillis } from '../../../gateway/domain/clock.ts';
import type { JudgedFact } from '../../../gateway/domain/fact.ts';
import { BATCH_STRIDE } from '../../../gateway/domain/reading-batch.ts';
import type { SavedState } from '../../../gateway/domain/saved-state.ts';
import { createJudge } from '../../../gateway/rules/judge.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { openCore } from '../journal/journal-folder.ts';

/** A past that a box is to have. */
export interface WantedPast {
  readonly folder: string;
  readonly channels: readonly Channel[];
  readonly from: UtcMillis;
  readonly every: Millis;
  readonly steps: number;
  /** The values of one step, each at its channel's place. */
  valuesAt(step: number): readonly number[];
  /** How long the gateway is off before a step; 0: it isn't. */
  offBefore?(step: number): Millis;
  /** What happens in the data folder while it is off. */
  whileOff?(folder: string): void;
  /** So many readings stand in a commit, at most; 48 unless told otherwise. */
  readonly commitsOf?: number;
  /** Before this step the journal is set aside, and another goes on. */
  readonly succeedsBefore?: number;
}

/** Lives a past as a gateway does: judges it, and records readings and alarms. */
export const recordPast = async (past: WantedPast): Promise<void> => {
  const { folder, channels, every, steps, offBefore = () => 0 } = past;
  const clock = createManualClock({ now: past.from, elapsed: 60_000 });
  let core = openCore(folder, clock, { channels });
  let ids = 0;
  const judgeOf = (saved: readonly SavedState[], lastKnown?: number) =>
    createJudge(channels, { saved, at: instantOf(clock), lastKnown, newId: () => `a${++ids}` });
  let judge = judgeOf([]);
  let readings: number[] = [];
  const commit = (facts: readonly JudgedFact[], last = false): void => {
    const at = instantOf(clock);
    core.commit({ at, clock: 'sure', readings: Float64Array.from(readings), facts, states: judge.takeStates(last) });
    readings = [];
  };
  for (let step = 0; step < steps; step += 1) {
    await clock.advance(every);
    const off = offBefore(step);
    if (off > 0) {
      commit([], true);
      core.close();
      const lastKnown = clock.now();
      past.whileOff?.(folder);
      await clock.advance(off);
      core = openCore(folder, clock, { channels });
      judge = judgeOf(core.opened.states, lastKnown);
    }
    if (step === past.succeedsBefore) {
      commit([]);
      core.succeed('restored');
    }
    const at = instantOf(clock);
    const values = past.valuesAt(step);
    const places = [...values.keys()];
    for (const place of places) readings.push(at.elapsed, place, values[place] ?? Number.NaN, 0);
    const facts = [...judge.tick(at), ...judge.judge({ elapsed: at.elapsed, channels: places, values }, at)];
    if (facts.length > 0 || readings.length >= (past.commitsOf ?? 48) * BATCH_STRIDE) commit(facts);
  }
  commit([], true);
  while (core.work());
  core.close();
};
