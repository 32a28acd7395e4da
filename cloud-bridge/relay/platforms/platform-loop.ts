import { type Clock, type Millis, sleep } from '../../../gateway/domain/clock.ts';
import { wordsOf } from '../../../gateway/domain/edge-error.ts';
import type { Backoff, FailureKind } from '../backoff.ts';
import type { Fate } from './judge-answer.ts';
import type { NextRecord, RecordLane } from './record-lane.ts';
import type { Sender, Stop } from './record-sender.ts';

export interface LoopNeeds {
  readonly lane: Pick<RecordLane, 'next' | 'told' | 'setAside' | 'lookAgain'>;
  readonly batch: number;
  readonly clock: Clock;
  readonly backoff: Backoff;
  readonly send: Sender;
  onTold(fate: Fate): void;
  onStop(stop: Stop, pause: Millis): void;
  /** The record could not be read. */
  onTrouble(words: string): void;
  /** A stretch was looked at; `all`: nothing is left. */
  onLooked(all: boolean): void;
  /** Resolves when there may be something new, or after `most`. */
  woken(most: Millis, signal: AbortSignal): Promise<void>;
  /** Checks out: nobody is to keep a session that isn't used. */
  leave(): Promise<void>;
}

/** Records that wait are looked at again after this long: a code, a person or a sample may be known by now. */
const LOOK_AGAIN: Millis = 300_000;
/** A session is given back after this long without a record. */
const LEAVE_AFTER: Millis = 60_000;
/** Where a platform answers a call with a fault of its own so often in a row, its records go one by one; and after that often, a single one is set aside. */
const SINGLE_AFTER = 3;
const ASIDE_AFTER = 20;
/** So many records refused in a row, and none stored between: it may be the box that is refused. Slower, then, for a person to see. */
const REFUSED_IN_A_ROW = 10;

/** Sends what the lane gives, and waits for more, until `signal` is aborted. */
export const keepSending = async (needs: LoopNeeds, signal: AbortSignal): Promise<void> => {
  const { lane, clock } = needs;
  const pace: Pace = { failing: 0, refusing: 0 };
  let lookedAt = clock.elapsed();
  while (!signal.aborted) {
    const records = await looked(needs);
    if (records === 'trouble') await sleep(clock, needs.backoff.next('unreachable'), signal);
    else if (records === undefined) await idle(needs, LOOK_AGAIN - (clock.elapsed() - lookedAt), signal);
    else await sendAll(needs, records, pace, signal);
    if (clock.elapsed() - lookedAt >= LOOK_AGAIN) {
      lookedAt = clock.elapsed();
      lane.lookAgain();
    }
  }
};

const looked = async ({ lane, onTrouble, onLooked }: LoopNeeds): Promise<readonly NextRecord[] | undefined | 'trouble'> => {
  try {
    const records = await lane.next();
    onLooked(records === undefined);
    return records;
  } catch (error) {
    onTrouble(wordsOf(error));
    return 'trouble';
  }
};

const idle = async ({ clock, woken, leave }: LoopNeeds, most: Millis, signal: AbortSignal): Promise<void> => {
  const since = clock.elapsed();
  await woken(Math.min(most, LEAVE_AFTER), signal);
  if (clock.elapsed() - since >= LEAVE_AFTER) await leave();
};

interface Pace {
  /** Answered faults in a row. */
  failing: number;
  /** Refusals in a row. */
  refusing: number;
}

const sendAll = async (needs: LoopNeeds, records: readonly NextRecord[], pace: Pace, signal: AbortSignal): Promise<void> => {
  const { lane, send, clock, backoff, onStop } = needs;
  for (let place = 0; place < records.length && !signal.aborted; ) {
    const batch = records.slice(place, place + (pace.failing >= SINGLE_AFTER ? 1 : needs.batch));
    const { fates, stop } = await send(batch, signal);
    const told = batch.filter((record) => tell(needs, record, fates.get(record.recordId), pace));
    place += told.length;
    if (told.length > 0) pace.failing = 0;
    if (signal.aborted) return;
    if (stop !== undefined) {
      pace.failing += stop.answered ? 1 : 0;
      const pause = backoff.next(kindOf(stop));
      onStop(stop, pause);
      const [first] = batch.slice(told.length);
      if (pace.failing >= ASIDE_AFTER && first !== undefined && kindOf(stop) === 'unreachable') {
        pace.failing = SINGLE_AFTER;
        lane.setAside(first, stop.failure.message);
      }
      // The record is read anew after the pause: what waited or was corrected meanwhile is seen.
      await sleep(clock, pause, signal);
      return;
    }
    if (pace.refusing >= REFUSED_IN_A_ROW) await sleep(clock, backoff.next('refused'), signal);
    else backoff.reset();
  }
};

const tell = ({ lane, onTold }: LoopNeeds, record: NextRecord, fate: Fate | undefined, pace: Pace): boolean => {
  if (fate === undefined) return false;
  pace.refusing = fate.is === 'refused' ? pace.refusing + 1 : 0;
  onTold(fate);
  lane.told(record, fate);
  return true;
};

const kindOf = ({ failure }: Stop): FailureKind => (failure.code === 'platform-unreachable' ? 'unreachable' : 'refused');
