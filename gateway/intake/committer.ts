import { type Cancel, type Clock, type ClockTrust, instantOf, type Millis } from '../domain/clock.ts';
import type { CommitEntry, Committed } from '../domain/commit.ts';
import type { AlarmFact, Fact } from '../domain/fact.ts';
import type { Observation } from '../domain/observation.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { WaitingRoom } from './waiting-room.ts';

/** What became durable, in the order in which it happened: what a power cut can no longer take back. */
export interface Announcement {
  readonly observations: readonly Observation[];
  readonly facts: readonly Fact[];
  /** The number of the first fact; 0 where there is none, or while they wait because the disk takes nothing. */
  readonly first: number;
}

export interface CommitterNeeds {
  readonly judge: {
    /** States that changed since they were last asked for. `last`: nothing follows. */
    takeStates(last?: boolean): readonly SavedState[];
  };
  readonly journal: {
    /** Resolves when the entry is durable; entries become durable in the order in which they are given. */
    commit(entry: CommitEntry): Promise<Committed>;
  };
  announce(announcement: Announcement): void;
  /**
   * Alarms that the disk has not taken within `LONGEST_UNTOLD`, for the ways of telling people alone. Each once; they are
   * announced as well when they become durable.
   */
  warn(alarms: readonly AlarmFact[]): void;
  readonly clock: Clock;
  /** Whether the wall time may be believed. */
  trust(): ClockTrust;
  /** The longest that a reading waits before it is on its way to the disk. */
  readonly commitEvery: Millis;
  /** The journal can no longer commit: the gateway must end, and be started again. */
  onJournalLost(error: unknown): void;
}

/** What decides when that which waits becomes durable. */
export interface Committer {
  /** Commits facts, with all that waits; resolves when they are durable, with their own first number. `last`: nothing follows. */
  commit(facts: readonly Fact[], last?: boolean): Promise<Committed>;
  /** The same, for whoever has nothing to wait for. */
  now(facts: readonly Fact[]): void;
  /** Lets what waits be committed within the interval, or sooner where it is much, or the first since the start. */
  soon(): void;
  /** How long the disk has been at work on the oldest entry that has not come back; 0 where it owes none. */
  owedFor(): Millis;
}

/**
 * What is durable is announced, and nothing else: screens and uplinks never show what a power cut could take back. A warning
 * to a person is worth more than that. A card that hangs would else silence every alarm: whoever is called for nothing, because
 * the box died before it could write down why, is called again by the box that starts.
 */
const LONGEST_UNTOLD: Millis = 5_000;

/** Readings are committed before the interval ends once this many wait: memory stays small at any speed. */
const FULL_BATCH = 16_384;

/** Entries on their way at a time: one that the journal works on, and one behind it. Facts that come then share the next: with a stuck disk, a storm of alarms is one commit, not a queue of them. A calibration never shares: what was read before it must leave before it. */
const MOST_UNDER_WAY = 2;

/** Decides when what waits becomes durable. One timed commit at a time: on a slow card the next one is larger, instead of a queue of small ones. */
export const createCommitter = (needs: CommitterNeeds, room: WaitingRoom): Committer => {
  const { clock, journal, judge } = needs;
  let timer: Cancel | undefined;
  /** When each of the entries under way began, the oldest first. */
  const underWay: Millis[] = [];
  let begun = false;
  let next: NextEntry | undefined;

  const send: Committer['commit'] = async (facts, last = false) => {
    timer?.();
    timer = undefined;
    const at = instantOf(clock);
    const { observations, readings, gaps } = room.leave(at);
    underWay.push(at.elapsed);
    try {
      const committed = await journal.commit({
        at,
        clock: needs.trust(),
        readings,
        facts: [...facts, ...gaps],
        states: judge.takeStates(last),
        ...(last ? { last } : {}),
      });
      needs.announce({ observations, facts, first: committed.first });
      return committed;
    } catch (error) {
      needs.onJournalLost(error);
      throw error;
    } finally {
      underWay.shift();
      goOn();
    }
  };
  const goOn = (): void => {
    const entry = next;
    next = undefined;
    if (entry !== undefined) entry.settle(send(entry.facts, entry.last));
    else if (room.size() > 0) soon();
  };
  const inTurn: Committer['commit'] = async (facts, last = false) => {
    if (underWay.length < MOST_UNDER_WAY || facts.some(({ kind }) => kind === 'calibration')) return await send(facts, last);
    next ??= createNextEntry();
    next.last ||= last;
    const place = next.facts.length;
    next.facts.push(...facts);
    const { first, dropped } = await next.done;
    return { first: facts.length === 0 ? 0 : first + place, dropped };
  };
  const commit = warning(needs, inTurn);
  // Whatever goes wrong was reported through onJournalLost; there is nobody else to tell.
  const now = (facts: readonly Fact[]): void => void commit(facts).catch(() => undefined);
  const soon = (): void => {
    if (underWay.length > 0) return;
    // A box whose power fails again and again within the interval would else keep nothing at all.
    if (!begun || room.size() >= FULL_BATCH) {
      begun = true;
      now([]);
    } else timer ??= clock.after(needs.commitEvery, () => now([]));
  };
  const owedFor = (): Millis => (underWay[0] === undefined ? 0 : clock.elapsed() - underWay[0]);
  return { commit, soon, now, owedFor };
};

/** Commits, and warns people of the alarms among the facts where that takes too long. */
const warning =
  ({ clock, warn }: Pick<CommitterNeeds, 'clock' | 'warn'>, commit: Committer['commit']): Committer['commit'] =>
  async (facts, last) => {
    const alarms = facts.filter((fact) => fact.kind === 'alarm');
    const inTime = alarms.length === 0 ? undefined : clock.after(LONGEST_UNTOLD, () => warn(alarms));
    try {
      return await commit(facts, last);
    } finally {
      inTime?.();
    }
  };

/** Facts that wait for their common entry. */
interface NextEntry {
  readonly facts: Fact[];
  last: boolean;
  readonly done: Promise<Committed>;
  settle(committed: Promise<Committed>): void;
}

const createNextEntry = (): NextEntry => {
  let settle: NextEntry['settle'] = () => undefined;
  const done = new Promise<Committed>((resolve) => {
    settle = resolve;
  });
  return { facts: [], last: false, done, settle };
};
