import { type Cancel, type Clock, type Millis, sleep } from '../domain/clock.ts';
import { wordsOf } from '../domain/edge-error.ts';
import type { Notice, Outcome, Ready, Way } from './notice.ts';
import { afterAttempt, type Fated, hurriedBy, type Parcel, resumedAt, takenAt, type Waiting } from './parcel.ts';

/** What a courier needs. */
export interface CourierNeeds {
  readonly clock: Clock;
  readonly way: Way;
  /** Asked before each attempt: outdated once a person has answered, or the cause is over. */
  ready(notice: Notice): Ready;
  /** Asked when the last of the growing pauses is used up: true for what must not be given up yet. */
  isOwed(notice: Notice): boolean;
  /** Notes a fate; resolves when it is durable, or when it need not be waited for any longer. Never rejects. */
  note(fated: Fated): Promise<void>;
}

/** Brings the notices of one way, one at a time, with growing pauses after what fails. */
export interface Courier {
  /** Takes a notice; `attempt` counts those of the run before. */
  take(parcel: Parcel): void;
  /** The way is back: what waits for its next attempt goes now, the most urgent first and then in its order. */
  resume(): void;
  waiting(): number;
  /** Ends what is under way and takes no more. What waits stays saved. */
  stop(): Promise<void>;
}

/** More than this waits only where every way is dead: the least urgent of it is then given up, and told. */
const MOST_WAITING = 100;

/** The longest that one attempt may take: four parts of a short message on a slow network, or a call that rings two minutes. */
const LONGEST_ATTEMPT: Millis = 300_000;

/** The box ends: a way may take so long to let go. */
const LONGEST_END: Millis = 1_500;

/** How long a way may take to end once it is told to. */
const LAST_WORDS: Millis = 3_000;

const URGENCY: readonly Notice['about'][] = [
  'power',
  'alarm',
  'escalation',
  'test',
  're-alarm',
  'deadline',
  'cleared',
  'sign-of-life',
];

/** A courier that begins with the first parcel. */
export const createCourier = ({ clock, way, ready, isOwed, note }: CourierNeeds): Courier => {
  const stopping = new AbortController();
  let queue: readonly Waiting[] = [];
  let timer: Cancel | undefined;
  let running: Promise<void> | undefined;
  let resumed = 0;

  const later = (waiting: Waiting): void => {
    queue = [...queue, waiting];
    if (queue.length > MOST_WAITING) giveUp(mostUrgentLast(queue)[0]);
    wake();
  };
  const giveUp = (waiting: Waiting | undefined): void => {
    queue = queue.filter((each) => each !== waiting);
    if (waiting !== undefined) void note({ ...waiting, fate: 'failed', reason: 'too much waits for this way', final: true });
  };
  const wake = (): void => {
    timer?.();
    timer = undefined;
    if (running !== undefined || stopping.signal.aborted || queue.length === 0) return;
    const next = mostUrgentLast(queue.filter(({ notBefore }) => notBefore <= clock.elapsed())).at(-1);
    if (next !== undefined) {
      queue = queue.filter((each) => each !== next);
      running = bring(next).finally(() => {
        running = undefined;
        wake();
      });
    } else timer = clock.after(Math.max(1, Math.min(...queue.map(({ notBefore }) => notBefore)) - clock.elapsed()), wake);
  };
  const bring = async (waiting: Waiting): Promise<void> => {
    const { notice, attempt } = waiting;
    const now = ready(notice);
    if (now.is === 'outdated') return await note({ notice, attempt, fate: 'withdrawn', reason: now.reason, final: true });
    const parcel = { notice, attempt: attempt + 1 };
    await note({ ...parcel, fate: 'begun', final: false });
    if (stopping.signal.aborted) return;
    const round = resumed;
    const outcome = await tried(way, now.notice, clock, stopping.signal);
    // What was cut short by the end stays begun: the next start says that nobody knows, and tries again.
    if (stopping.signal.aborted && 'again' in outcome) return;
    const counted = round === resumed ? waiting : resumedAt(waiting, clock.elapsed());
    const next = afterAttempt(counted, outcome, clock.elapsed(), () => isOwed(notice));
    const { is: fate, reason } = outcome;
    await note({ ...parcel, fate, ...(reason === undefined ? {} : { reason }), final: next === undefined });
    if (next !== undefined) later(next);
    if (!('again' in outcome)) queue = queue.map((each) => hurriedBy(each, notice, clock.elapsed()));
  };
  return {
    take: (parcel) => later(takenAt(parcel, clock.elapsed())),
    resume: () => {
      resumed += 1;
      queue = queue.map((each) => resumedAt(each, clock.elapsed()));
      wake();
    },
    waiting: () => queue.length + (running === undefined ? 0 : 1),
    stop: async () => {
      stopping.abort();
      timer?.();
      // What is still under way then stays begun in the record, and the next start says so.
      await Promise.race([running, sleep(clock, LONGEST_END)]);
    },
  };
};

/** The oldest of the most urgent comes last. */
const mostUrgentLast = (queue: readonly Waiting[]): readonly Waiting[] =>
  [...queue].reverse().sort((a, b) => URGENCY.indexOf(b.notice.about) - URGENCY.indexOf(a.notice.about));

const tried = async (way: Way, notice: Notice, clock: Clock, stopping: AbortSignal): Promise<Outcome> => {
  const attempt = new AbortController();
  const over = new AbortController();
  const signal = AbortSignal.any([attempt.signal, stopping]);
  const inVain = sleep(clock, LONGEST_ATTEMPT, AbortSignal.any([over.signal, stopping])).then(async (): Promise<Outcome> => {
    attempt.abort();
    await sleep(clock, LAST_WORDS, over.signal);
    return { is: 'failed', reason: 'it took too long', again: true };
  });
  try {
    return await Promise.race([way.send(notice, signal), inVain]);
  } catch (error) {
    return { is: 'failed', reason: wordsOf(error), again: true };
  } finally {
    over.abort();
  }
};
